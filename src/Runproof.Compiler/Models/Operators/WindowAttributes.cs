using Runproof.Circuits.Operators;
using Runproof.Circuits.Tensors;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Operators;

/// <summary>What operators with a sliding window share: one dimension becomes two, attributes become a <see cref="Window"/>.</summary>
internal static class WindowAttributes
{
    /// <summary>The source as (N, C, H, W); null where it has another number of dimensions.</summary>
    public static LayerValue? Planes(OperatorCall call) => call.Source(0) switch
    {
        { Shape.Rank: 4 } source => source,
        { Shape.Rank: 3 } source => call.Reshaped(source, CircuitShape.Of(source.Shape[0], source.Shape[1], 1, source.Shape[2])),
        _ => null,
    };

    /// <summary>The result's shape as (N, C, H, W).</summary>
    public static CircuitShape Planes(CircuitShape result) => result.Rank == 3 ? CircuitShape.Of(result[0], result[1], 1, result[2]) : result;

    /// <summary>The result from its form of four dimensions.</summary>
    public static string? Finish(OperatorCall call, LayerValue planes) => call.DefineAs(call.Reshaped(planes, call.Shape));

    /// <summary>The window; null where the attributes are not those of one.</summary>
    /// <param name="call">The call.</param>
    /// <param name="source">The source. Shape: (N, C, H, W).</param>
    /// <param name="kernel">The kernel's dimensions where the weights state them.</param>
    /// <param name="problem">What is wrong, in words.</param>
    public static Window? Read(OperatorCall call, CircuitShape source, ReadOnlySpan<long> kernel, out string problem)
    {
        problem = "its window is larger than circuits allow";
        int spatial = call.Shape.Rank - 2;
        long[] size = kernel.IsEmpty ? [.. call.Node.Ints("kernel_shape") ?? []] : kernel.ToArray();
        long[] strides = [.. call.Node.Ints("strides") ?? [.. Enumerable.Repeat(1L, spatial)]];
        long[] dilations = [.. call.Node.Ints("dilations") ?? [.. Enumerable.Repeat(1L, spatial)]];
        long[] pads = [.. call.Node.Ints("pads") ?? [.. new long[2 * spatial]]];
        if (size.Length != spatial || strides.Length != spatial || dilations.Length != spatial || pads.Length != 2 * spatial)
            return null;
        if (size.Concat(strides).Concat(dilations).Any(number => number is < 1 or > Window.MaxExtent))
            return null;
        string auto = call.Node.String("auto_pad", "NOTSET");
        bool ceiling = call.Node.Int("ceil_mode", 0) != 0;
        for (int axis = 0; axis < spatial; axis++)
        {
            int length = source[axis + 4 - spatial];
            int positions = call.Shape[axis + 2];
            long reach = (size[axis] - 1) * dilations[axis];
            long needed = ((positions - 1) * strides[axis]) + reach + 1 - length;
            if (auto is "SAME_UPPER" or "SAME_LOWER")
            {
                long all = Math.Max(needed, 0);
                pads[axis] = auto == "SAME_UPPER" ? all / 2 : all - (all / 2);
                pads[axis + spatial] = all - pads[axis];
            }
            else if (auto == "VALID")
            {
                pads[axis] = pads[axis + spatial] = 0;
            }

            if (ceiling)
                pads[axis + spatial] = Math.Max(pads[axis + spatial], needed - pads[axis]);
            if (pads[axis] < 0 || pads[axis + spatial] < 0)
            {
                problem = "its padding is negative";
                return null;
            }

            if (pads[axis] > int.MaxValue || pads[axis + spatial] > int.MaxValue)
                return null;
        }

        problem = "";
        int At(long[] numbers, int axis, int otherwise) => axis - 2 + spatial < 0 ? otherwise : (int)numbers[axis - 2 + spatial];
        return new Window(
            At(size, 0, 1), At(size, 1, 1),
            At(strides, 0, 1), At(strides, 1, 1),
            At(pads[..spatial], 0, 0), At(pads[..spatial], 1, 0), At(pads[spatial..], 0, 0), At(pads[spatial..], 1, 0),
            At(dilations, 0, 1), At(dilations, 1, 1));
    }

    /// <summary>The padding of a window that reaches further than its kernel moves into the tensor itself, as zeros.</summary>
    public static (LayerValue Source, Window Window)? PadFirst(OperatorCall call, LayerValue source, Window window)
    {
        int height = (window.KernelHeight - 1) * window.DilationHeight;
        int width = (window.KernelWidth - 1) * window.DilationWidth;
        if (window.PadTop <= height && window.PadBottom <= height && window.PadLeft <= width && window.PadRight <= width)
            return (source, window);
        Pad map = new([0, 0, window.PadTop, window.PadLeft], [0, 0, window.PadBottom, window.PadRight], 0);
        if (map.InferShape([source.Shape], out _) is not { } shape)
            return null;
        var padded = call.Add(new MoveLayer(call.Between(shape, source.Name), [source], constant => map with { Value = constant }));
        return (padded, window with { PadTop = 0, PadBottom = 0, PadLeft = 0, PadRight = 0 });
    }
}
