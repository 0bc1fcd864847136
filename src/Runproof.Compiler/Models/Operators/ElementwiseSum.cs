using System.Collections.Immutable;
using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>What sums, differences and scalings share.</summary>
internal static class ElementwiseSum
{
    /// <summary>The first operand plus the second times a sign; each may be a constant.</summary>
    public static string? Lower(OperatorCall call, double second)
    {
        if (!call.Has(1))
            return "it has one operand";
        var terms = ImmutableArray.CreateBuilder<AffineTerm>();
        var offset = RealValues.Zero;
        foreach (var (index, sign) in new[] { (0, 1.0), (1, second) })
        {
            if (!call.IsConstant(index))
                terms.Add(AffineTerm.Identity(Broadcast(call, call.Source(index)), RealValues.Of(sign)));
            else if (call.Constant(index) is not { } constant)
                return "its constant comes from operators that are not folded";
            else if (RealValues.Broadcast(constant, call.Shape) is not { } added)
                return "its constant does not fit its result";
            else
                offset = added.Select(value => sign * value);
        }

        return call.DefineAffine(terms.ToImmutable(), offset);
    }

    /// <summary>One operand times constant factors.</summary>
    public static string? Scale(OperatorCall call, int source, RealTensor factors) => RealValues.Broadcast(factors, call.Shape) is { } multipliers
        ? call.DefineAffine([AffineTerm.Identity(Broadcast(call, call.Source(source)), multipliers)], RealValues.Zero)
        : "its constant does not fit its result";

    private static LayerValue Broadcast(OperatorCall call, LayerValue value) => value.Shape.Equals(call.Shape)
        ? value
        : call.Add(new MoveLayer(call.Between(call.Shape, value.Name), value, new Broadcast(call.Shape)));
}
