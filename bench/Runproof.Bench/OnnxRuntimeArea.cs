using System.Globalization;
using Runproof.Bench.Interop;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;

namespace Runproof.Bench;

/// <summary>What our session costs above ONNX Runtime's own call, for models that are small enough for it to show.</summary>
internal static class OnnxRuntimeArea
{
    public static void Run(TextWriter output)
    {
        output.WriteLine($"ONNX Runtime {OnnxRuntimeSession.RuntimeVersion}, one thread, all optimisations; medians in microseconds per run");
        output.WriteLine($"{"model",-8} {"prebound",10} {"session",10} {"cancellable",12} {"overhead",10} {"overhead, c.",13}");
        Measure(output, "add", Add(), 5000);
        foreach (string name in (string[])["net", "doom"])
        {
            if (Checkout.Find(Path.Combine("samples", "models", name, "model.onnx")) is { } path)
                Measure(output, name, File.ReadAllBytes(path), 500);
        }

        if (Checkout.Find(Path.Combine("..", "shared", "data", "models", "mnist", "model.onnx")) is { } mnist)
            Measure(output, "mnist", File.ReadAllBytes(mnist), 500);
    }

    private static void Measure(TextWriter output, string name, byte[] model, int callsPerRound)
    {
        using var session = OnnxRuntimeSession.Open(model);
        Tensor[] inputs = [.. session.Inputs.Select(port => Input(port.Type))];
        using var prebound = new PreboundRun(model, inputs, session.Run(inputs));
        using var source = new CancellationTokenSource();
        double[] medians = Interleaved.Medians(
            callsPerRound,
            prebound.Run,
            () => session.Run(inputs),
            () => session.Run(inputs, source.Token));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-8} {medians[0],10:F2} {medians[1],10:F2} {medians[2],12:F2} {medians[1] - medians[0],10:F2} {medians[2] - medians[0],13:F2}"));
    }

    private static byte[] Add()
    {
        var type = new TensorType(ElementType.Float, TensorShape.Of(16));
        return new OnnxModelBuilder().AddInput("a", type).AddInput("b", type).AddOutput("c", type).AddNode("Add", ["a", "b"], ["c"]).Build();
    }

    private static Tensor Input(TensorType type)
    {
        long[] shape = [.. type.Shape!.Dimensions.Select(d => d.IsKnown ? d.Value : 1)];
        long count = shape.Aggregate(1L, (product, d) => product * d);
        return Tensor.OfFloats(shape, [.. Enumerable.Range(0, (int)count).Select(i => (i % 17) / 17f)]);
    }
}
