using Runproof.Circuits.Operators;
using Runproof.Compiler.Models.Graph;

namespace Runproof.Compiler.Models.Passes;

/// <summary>Zeros around a tensor become the padding of the window that slides over it.</summary>
internal static class PadFusion
{
    /// <summary>A sum whose windows read what was padded, where they can pad themselves.</summary>
    public static AffineLayer Fuse(AffineLayer layer, IReadOnlyDictionary<LayerValue, Layer> producers) =>
        layer with { Terms = [.. layer.Terms.Select(term => Fuse(term, producers))] };

    private static AffineTerm Fuse(AffineTerm term, IReadOnlyDictionary<LayerValue, Layer> producers)
    {
        if (!producers.TryGetValue(term.Source, out var producer) || producer is not MoveLayer { Constant: 0, Inputs: [var source] } move)
            return term;
        if (move.Map(0) is not Pad { Before: [0, 0, var top, var left], After: [0, 0, var bottom, var right] })
            return term;
        var map = term.Map(0);
        if (map is Convolution convolution && Widen(convolution.Window, top, left, bottom, right) is { } window)
            return term with { Source = source, Map = parameter => new Convolution(parameter, window, convolution.Groups) };
        if (map is WindowSum sum && Widen(sum.Window, top, left, bottom, right) is { } wide)
            return term with { Source = source, Map = _ => new WindowSum(wide) };
        return term;
    }

    private static Window? Widen(Window window, int top, int left, int bottom, int right)
    {
        int height = (window.KernelHeight - 1) * window.DilationHeight;
        int width = (window.KernelWidth - 1) * window.DilationWidth;
        return window.PadTop + top <= height && window.PadBottom + bottom <= height && window.PadLeft + left <= width && window.PadRight + right <= width
            ? window with { PadTop = window.PadTop + top, PadBottom = window.PadBottom + bottom, PadLeft = window.PadLeft + left, PadRight = window.PadRight + right }
            : null;
    }
}
