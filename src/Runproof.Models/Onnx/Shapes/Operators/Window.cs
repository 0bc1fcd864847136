using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>The attributes of a sliding window: kernel, strides, dilations and padding, checked against the number of spatial dimensions.</summary>
internal sealed class Window
{
    private readonly OperatorCall _call;
    private readonly string _autoPad;

    private Window(OperatorCall call, Dimension[] kernel, long[] strides, long[] dilations, long[] pads, string autoPad)
    {
        _call = call;
        Kernel = kernel;
        Strides = strides;
        Dilations = dilations;
        Pads = pads;
        _autoPad = autoPad;
    }

    internal Dimension[] Kernel { get; }

    internal long[] Strides { get; }

    internal long[] Dilations { get; }

    /// <summary>Begin of every axis, then end of every axis.</summary>
    internal long[] Pads { get; }

    internal bool IsSame => _autoPad is "SAME_UPPER" or "SAME_LOWER";

    /// <summary>Reads a call's attributes; null, with a problem recorded, where they are not those of a window.</summary>
    /// <param name="call">The call.</param>
    /// <param name="spatial">Number of spatial dimensions.</param>
    /// <param name="weights">The spatial dimensions of the weights, where there are weights.</param>
    internal static Window? Read(OperatorCall call, int spatial, ReadOnlySpan<Dimension> weights = default)
    {
        var node = call.Node;
        Dimension[] kernel = [.. weights];
        if (node.Ints("kernel_shape") is { } given)
        {
            if (given.Length != spatial || given.Any(k => k < 1 || !ShapeArithmetic.Fits(k)))
            {
                call.BadNode($"attribute 'kernel_shape' is [{string.Join(',', given.Take(8))}] for {spatial} spatial dimensions");
                return null;
            }

            for (var i = 0; i < kernel.Length; i++)
                call.Same(Dimension.Of(given[i]), kernel[i], "the size of the kernel");
            kernel = [.. given.Select(k => Dimension.Of(k))];
        }

        if (kernel.Length != spatial)
        {
            call.BadNode("attribute 'kernel_shape' is missing");
            return null;
        }

        var autoPad = node.String("auto_pad", "NOTSET");
        if (List(call, "strides", spatial, 1, 1) is not { } strides || List(call, "dilations", spatial, 1, 1) is not { } dilations)
            return null;
        if (List(call, "pads", 2 * spatial, 0, long.MinValue) is not { } pads)
            return null;
        return new Window(call, kernel, strides, dilations, autoPad == "VALID" ? new long[pads.Length] : pads, autoPad);
    }

    /// <summary>How many positions the window takes along an axis.</summary>
    internal Dimension Positions(int axis, Dimension input, bool ceiling = false)
    {
        if (IsSame)
            return input.IsKnown ? ShapeArithmetic.Known(CeilingOfQuotient(input.Value, Strides[axis])) : Dimension.Unknown;
        if (!input.IsKnown || !Kernel[axis].IsKnown)
            return Dimension.Unknown;
        var padded = (Int128)input.Value + Pads[axis] + Pads[axis + Kernel.Length];
        var room = padded - Extent(axis);
        if (room < 0)
        {
            _call.Mismatch($"a window of {Extent(axis)} does not fit into {padded} positions of spatial dimension {axis}");
            return Dimension.Unknown;
        }

        var positions = (ceiling ? CeilingOfQuotient(room, Strides[axis]) : room / Strides[axis]) + 1;
        // A window that would start beyond the input and its leading pad sees nothing and is dropped.
        if (ceiling && (positions - 1) * Strides[axis] >= (Int128)input.Value + Pads[axis])
            positions--;
        return _call.Size(positions);
    }

    /// <summary>The size that the window's positions cover when each input element is one of them: the transposed direction.</summary>
    internal Dimension Covered(int axis, Dimension input, long outputPadding)
    {
        if (!input.IsKnown)
            return Dimension.Unknown;
        if (IsSame)
            return _call.Size((Int128)input.Value * Strides[axis]);
        if (!Kernel[axis].IsKnown)
            return Dimension.Unknown;
        var stretched = (Int128)(input.Value - 1) * Strides[axis];
        return _call.Size(stretched + outputPadding + Extent(axis) - Pads[axis] - Pads[axis + Kernel.Length]);
    }

    private static long[]? List(OperatorCall call, string name, int length, long otherwise, long minimum)
    {
        if (call.Node.Ints(name) is not { } given)
            return [.. Enumerable.Repeat(otherwise, length)];
        if (given.Length == length && given.All(v => v >= minimum))
            return [.. given];
        call.BadNode($"attribute '{name}' is [{string.Join(',', given.Take(8))}] where {length} numbers of at least {(minimum == long.MinValue ? "any size" : minimum)} are due");
        return null;
    }

    private Int128 Extent(int axis) => (Int128)(Kernel[axis].Value - 1) * Dilations[axis] + 1;

    private static Int128 CeilingOfQuotient(Int128 a, Int128 b) => (a + b - 1) / b;
}
