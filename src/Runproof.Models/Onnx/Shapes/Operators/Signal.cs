using Runproof.Models.Tensors;

namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Fourier transforms and the windows that go with them.</summary>
internal static class Signal
{
    internal static IEnumerable<OperatorRule> Rules =>
    [
        new("DFT", Fourier),
        new("STFT", ShortTime, 2),
        new("BlackmanWindow", Window),
        new("HammingWindow", Window),
        new("HannWindow", Window),
        new("MelWeightMatrix", Mel, 5),
    ];

    /// <summary>The axis is an attribute up to opset 19 and an input from 20.</summary>
    private static void Fourier(OperatorCall call)
    {
        call.Output(0, call.Element(0), null);
        if (call.ShapeOfRankAtLeast(0, 2) is not { } x)
            return;
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(x.Rank));
        var along = call.Opset < 20 ? call.Node.Int("axis", 1) : call.Has(2) ? call.Integer(2) : -2;
        if (along is not { } given || call.Axis(given, x.Rank) is not { } axis)
            return;
        var length = !call.Has(1) ? x[axis] : call.Integer(1) is { } stated ? call.Size(stated) : Dimension.Unknown;
        var half = call.Node.Int("onesided", 0) != 0;
        var inverse = call.Node.Int("inverse", 0) != 0;
        var result = x.With(axis, half && !inverse ? Half(length) : length).With(x.Rank - 1, Dimension.Of(half && inverse ? 1 : 2));
        call.Output(0, call.Element(0), result);
    }

    private static void ShortTime(OperatorCall call)
    {
        call.Output(0, call.Element(0), ShapeArithmetic.UnknownOfRank(4));
        if (call.ShapeOfRankAtLeast(0, 2) is not { } x)
            return;
        Dimension length;
        if (call.Has(3))
            length = call.Integer(3) is { } stated ? call.Size(stated) : Dimension.Unknown;
        else if (call.Has(2))
            length = call.ShapeOfRank(2, 1)?[0] ?? Dimension.Unknown;
        else
        {
            call.BadNode("it has neither a window nor a frame length");
            return;
        }

        var frames = Dimension.Unknown;
        var step = call.Integer(1);
        if (step <= 0)
            call.BadNode($"the frame step is {step}");
        else if (step is { } by && length.IsKnown && x[1].IsKnown)
            frames = call.Size(x[1].Value < length.Value ? 0 : ((Int128)x[1].Value - length.Value) / by + 1);
        var bins = call.Node.Int("onesided", 1) != 0 ? Half(length) : length;
        call.Output(0, call.Element(0), ShapeArithmetic.Of(x[0], frames, bins, Dimension.Of(2)));
    }

    private static Dimension Half(Dimension length) => length.IsKnown ? Dimension.Of(length.Value / 2 + 1) : Dimension.Unknown;

    private static void Window(OperatorCall call)
    {
        var size = call.Integer(0) is { } stated ? call.Size(stated) : Dimension.Unknown;
        call.Output(0, call.ElementAttribute("output_datatype", ElementType.Float), ShapeArithmetic.Of(size));
    }

    private static void Mel(OperatorCall call)
    {
        var bins = call.Integer(0) is { } count ? call.Size(count) : Dimension.Unknown;
        var spectrum = call.Integer(1) is { } length ? Half(call.Size(length)) : Dimension.Unknown;
        call.Output(0, call.ElementAttribute("output_datatype", ElementType.Float), ShapeArithmetic.Of(spectrum, bins));
    }
}
