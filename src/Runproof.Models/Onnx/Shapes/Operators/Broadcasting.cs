using Runproof.Models.Onnx.Shapes.Folding;
using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Operators of two or more tensors that are broadcast to a common shape.</summary>
internal static class Broadcasting
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("Add", call => Pair(call, (a, b) => Both(a, b, (x, y) => x + y, (x, y) => (Int128)x + y, neutral: 0)), 2),
        new("Sub", call => Pair(call, (a, b) => Both(a, b, (x, y) => x - y, (x, y) => (Int128)x - y, rightNeutral: 0)), 2),
        new("Mul", call => Pair(call, (a, b) => Both(a, b, (x, y) => x * y, (x, y) => (Int128)x * y, neutral: 1)), 2),
        new("Div", call => Pair(call, (a, b) => Both(a, b, (x, y) => x / y, (x, y) => y == 0 ? null : (Int128)x / y, rightNeutral: 1)), 2),
        new("Mod", call => Pair(call, (a, b) => Modulo(a, b, call.Node.Int("fmod", 0) != 0)), 2),
        new("Pow", call => Pair(call, Power), 2),
        new("Min", call => Many(call, (a, b) => Both(a, b, Math.Min, (x, y) => Math.Min(x, y)))),
        new("Max", call => Many(call, (a, b) => Both(a, b, Math.Max, (x, y) => Math.Max(x, y)))),
        new("Sum", call => Many(call, (a, b) => Both(a, b, (x, y) => x + y, (x, y) => (Int128)x + y))),
        new("Mean", call => Many(call, (_, _) => Scalar.Unknown)),
        new("And", call => Compare(call, (x, y) => x != 0 && y != 0), 2),
        new("Or", call => Compare(call, (x, y) => x != 0 || y != 0), 2),
        new("Xor", call => Compare(call, (x, y) => x != 0 != (y != 0)), 2),
        new("Equal", call => Compare(call, (x, y) => x == y), 2),
        new("Less", call => Compare(call, (x, y) => x < y), 2),
        new("LessOrEqual", call => Compare(call, (x, y) => x <= y), 2),
        new("Greater", call => Compare(call, (x, y) => x > y), 2),
        new("GreaterOrEqual", call => Compare(call, (x, y) => x >= y), 2),
        new("BitShift", call => Pair(call, (_, _) => Scalar.Unknown), 2),
        new("BitwiseAnd", call => Pair(call, (_, _) => Scalar.Unknown), 2),
        new("BitwiseOr", call => Pair(call, (_, _) => Scalar.Unknown), 2),
        new("BitwiseXor", call => Pair(call, (_, _) => Scalar.Unknown), 2),
        new("Where", Where, 3),
    ];

    private static void Pair(OperatorCall call, Func<Scalar, Scalar, Scalar> fold)
    {
        var shape = PairShape(call);
        // The exponent of Pow may be of another type; everywhere else the operands share theirs.
        if (call.Node.OpType is not ("Pow" or "BitShift"))
            RequireSameElement(call, 0, 1);
        var element = call.Element(0) == ElementType.Undefined && call.Node.OpType != "Pow" ? call.Element(1) : call.Element(0);
        call.Output(0, element, shape, FoldPair(call, shape, element, fold));
    }

    private static void Compare(OperatorCall call, Func<double, double, bool> fold)
    {
        var shape = PairShape(call);
        RequireSameElement(call, 0, 1);
        call.Output(0, ElementType.Bool, shape, FoldPair(call, shape, ElementType.Bool, (a, b) => Exact(a) && Exact(b) ? Scalar.Of(fold(a.Real!.Value, b.Real!.Value)) : Scalar.Unknown));
    }

    /// <summary>Whether a double holds the number exactly, so that a comparison of doubles decides.</summary>
    private static bool Exact(Scalar scalar) => scalar.IsKnown && scalar.Integer is null or (> -(1L << 53) and < 1L << 53);

    private static void Many(OperatorCall call, Func<Scalar, Scalar, Scalar> fold)
    {
        var shape = call.Shape(0);
        var content = call.Peek(0);
        for (var i = 1; i < call.InputCount; i++)
        {
            RequireSameElement(call, 0, i);
            if (shape is null || call.Shape(i) is not { } other)
            {
                shape = null;
                continue;
            }

            if (!ShapeArithmetic.TryBroadcast(shape, other, out var wider))
                call.Mismatch($"{call.Describe(i)} cannot be broadcast with {shape}");
            shape = wider;
            content = content is not null && shape is { IsStatic: true } && call.Peek(i) is { } next
                ? Fold.Zip(content, next, shape.ToArray(), call.Element(0), fold)
                : null;
        }

        call.Output(0, call.Element(0), shape, content);
    }

    private static void Where(OperatorCall call)
    {
        RequireSameElement(call, 1, 2);
        var shape = call.BroadcastInputs(0, 1, 2);
        SmallTensor? content = null;
        if (shape is { IsStatic: true } && call.Peek(0) is { } condition && call.Peek(1) is { } yes && call.Peek(2) is { } no)
        {
            var dimensions = shape.ToArray();
            var c = Fold.Expand(condition, dimensions);
            var a = Fold.Expand(yes, dimensions);
            var b = Fold.Expand(no, dimensions);
            if (c is not null && a is not null && b is not null)
                content = SmallTensor.Make(call.Element(1), dimensions, [.. c.Items.Select((s, i) => s.Integer is { } which ? (which != 0 ? a : b).Items[i] : a.Items[i] == b.Items[i] ? a.Items[i] : Scalar.Unknown)]);
        }

        call.Output(0, call.Element(1), shape, content);
    }

    /// <summary>Before opset 7 the second operand is stretched only where an attribute says so, and then to the first one's shape.</summary>
    private static TensorShape? PairShape(OperatorCall call) =>
        call.Opset < 7 && call.Node.Int("broadcast", 0) != 0 ? call.Shape(0) : call.BroadcastInputs(0, 1);

    private static SmallTensor? FoldPair(OperatorCall call, TensorShape? shape, ElementType type, Func<Scalar, Scalar, Scalar> fold) =>
        shape is { IsStatic: true } && call.Opset >= 7 && call.Peek(0) is { } a && call.Peek(1) is { } b
            ? Fold.Zip(a, b, shape.ToArray(), type, fold)
            : null;

    private static void RequireSameElement(OperatorCall call, int first, int second)
    {
        var (a, b) = (call.Element(first), call.Element(second));
        if (a != b && a != ElementType.Undefined && b != ElementType.Undefined)
            call.Mismatch($"{call.Describe(first)} and {call.Describe(second)} are of different element types");
    }

    private static Scalar Both(Scalar a, Scalar b, Func<double, double, double> real, Func<long, long, Int128?> integer, long? neutral = null, long? rightNeutral = null)
    {
        if (b.Integer is { } right && (right == neutral || right == rightNeutral))
            return a;
        if (a.Integer is { } left && left == neutral)
            return b;
        if (a.Integer is { } x && b.Integer is { } y)
            return integer(x, y) is { } result ? Scalar.OfWide(result) : Scalar.Unknown;
        return a.IsKnown && b.IsKnown ? Scalar.OfReal(real(a.Real!.Value, b.Real!.Value)) : Scalar.Unknown;
    }

    private static Scalar Modulo(Scalar a, Scalar b, bool truncated) => Both(a, b, (_, _) => 0, (x, y) =>
    {
        if (y is 0)
            return null;
        var remainder = (Int128)x % y;
        return !truncated && remainder != 0 && remainder < 0 != y < 0 ? remainder + y : remainder;
    }).Integer is { } integer ? Scalar.Of(integer) : Scalar.Unknown;

    private static Scalar Power(Scalar a, Scalar b)
    {
        if (a.Real is not { } x || b.Real is not { } y)
            return Scalar.Unknown;
        var power = Math.Pow(x, y);
        if (a.Integer is null)
            return Scalar.OfReal(power);
        return Math.Abs(power) < 1L << 53 ? Scalar.Of((long)power) : Scalar.Unknown;
    }
}
