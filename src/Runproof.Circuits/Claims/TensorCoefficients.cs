using Runproof.Circuits.Graph;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tensors;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Polynomials;

namespace Runproof.Circuits.Claims;

/// <summary>
/// What every value of a tensor is made of: its constant part, or the coefficient eq(ρ, place) of each committed value that it depends on, summed up. The adjoint
/// of <see cref="PulledWeights{E}"/>.
/// </summary>
internal sealed class TensorCoefficients<E>
    where E : struct, IExtensionField<E, Goldilocks>
{
    private readonly WitnessPlan plan;
    private readonly int? polynomial;
    private readonly E[] point;
    private readonly SortedDictionary<int, E[]> made = [];

    /// <summary>Coefficients at a point of one commitment.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="polynomial">0 for the witness, then the boundaries; null for the constant parts.</param>
    /// <param name="point">The point; empty for the constant parts.</param>
    public TensorCoefficients(WitnessPlan plan, int? polynomial, ReadOnlySpan<E> point)
    {
        this.plan = plan;
        this.polynomial = polynomial;
        this.point = point.ToArray();
    }

    /// <summary>The coefficients of a tensor, in dense order.</summary>
    public ReadOnlySpan<E> Of(int slice, int tensor)
    {
        int target = plan.Tensors.NumberOf(plan.Tensors.Resolve(slice, tensor));
        SortedSet<int> needed = [], waiting = [target];
        while (waiting.Count > 0)
        {
            int number = waiting.Max;
            waiting.Remove(number);
            if (made.ContainsKey(number) || !needed.Add(number))
                continue;
            var place = plan.Tensors.PlaceOf(number);
            if (plan.Tensors.NodeOf(place) is Rearrange or MaxPool)
                waiting.UnionWith(plan.Tensors.NodeOf(place)!.Sources.Select(source => NumberOf(place.Slice, source)));
        }

        foreach (int number in needed)
            made[number] = Make(plan.Tensors.PlaceOf(number));
        return made[target];
    }

    private int NumberOf(int slice, int tensor) => plan.Tensors.NumberOf(plan.Tensors.Resolve(slice, tensor));

    private E[] Make(TensorPlace place)
    {
        var type = plan.Tensors.TypeOf(place.Slice, place.Tensor);
        int node = place.Tensor - plan.Statement.Slices[place.Slice].Circuit.InputCount;
        switch (plan.Tensors.SourceOf(place))
        {
            case InputSource.Public known:
                return polynomial is null ? [.. known.Values.Select(value => E.FromInt64(value))] : new E[type.Shape.Count];
            case InputSource.Committed committed:
                return polynomial == committed.Boundary + 1 ? Eq(0, type.Shape) : new E[type.Shape.Count];
        }

        switch (plan.Tensors.NodeOf(place))
        {
            case Rearrange move:
                E[] joined = [.. move.Inputs.SelectMany(input => made[NumberOf(place.Slice, input)])];
                return Gather(plan.Wiring.Rearranged(place.Slice, node), joined, move.Map.Constant);
            case MaxPool pool:
                int last = (pool.Window.KernelHeight * pool.Window.KernelWidth) - 1;
                long outside = plan.Statement.Slices[place.Slice].Circuit.Tensors[pool.Source].Range.Min;
                var values = Gather(plan.Wiring.Pooled(place.Slice, node, last), made[NumberOf(place.Slice, pool.Source)], outside);
                if (last > 0 && polynomial == 0)
                    E.Add(values, Eq(plan.FindBlock(place.Slice, node, BlockKind.Difference, last - 1), type.Shape), values);
                return values;
            default:
                return polynomial == 0 ? Eq(plan.FindBlock(place.Slice, node, BlockKind.Result), type.Shape) : new E[type.Shape.Count];
        }
    }

    private E[] Gather(ReadOnlySpan<int> places, ReadOnlySpan<E> values, long constant)
    {
        var gathered = new E[places.Length];
        E otherwise = polynomial is null ? E.FromInt64(constant) : E.Zero;
        for (int i = 0; i < gathered.Length; i++)
            gathered[i] = places[i] < 0 ? otherwise : values[places[i]];
        return gathered;
    }

    // eq(ρ, ·) on a block of the witness, or on the whole of a boundary.
    private E[] Eq(int block, CircuitShape shape)
    {
        int prefix = point.Length - shape.LogSize;
        int start = polynomial == 0 ? plan.Blocks[block].Start >> shape.LogSize : 0;
        E scale = E.One;
        for (int i = 0; i < prefix; i++)
            scale *= ((start >> (prefix - 1 - i)) & 1) != 0 ? point[i] : E.One - point[i];
        var padded = new E[shape.PaddedCount];
        EqTable.Fill(point.AsSpan(prefix), scale, padded);
        var dense = new E[shape.Count];
        shape.Collect<E>(padded, dense);
        return dense;
    }
}
