using System.Text.Json;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using static Runproof.Runs.Tests.Backends.WireBytes;

namespace Runproof.Runs.Tests.Backends;

public sealed class OnnxRuntimeSessionTests
{
    [Fact]
    public void Mnist_sees_a_seven_with_the_published_logits()
    {
        string folder = Path.Combine(Repository.Root, "..", "shared", "data", "models", "mnist");
        Assert.SkipUnless(Directory.Exists(folder), "../shared/data/models/mnist is not there");
        using var session = OnnxRuntimeSession.Open(Path.Combine(folder, "model.onnx"));
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "input.json")));
        var logits = Assert.Single(session.Run([Tensor.OfFloats([1, 1, 28, 28], Flatten(json.RootElement))])).AsFloats().ToArray();

        float[] expected = [-3.49016f, 1.44981f, 13.3876f, 11.7243f, -18.5644f, -11.4332f, -20.8504f, 25.2062f, -5.97928f, 1.47014f];
        Assert.Equal(7, Array.IndexOf(logits, logits.Max()));
        Assert.All(logits.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - 1e-4f, pair.Second + 1e-4f));
    }

    [Theory]
    [InlineData(GraphOptimization.All, 1)]
    [InlineData(GraphOptimization.Extended, 1)]
    [InlineData(GraphOptimization.Basic, 2)]
    [InlineData(GraphOptimization.None, 4)]
    public void Runs_at_every_level_and_with_several_threads(GraphOptimization level, int threads)
    {
        using var session = OnnxRuntimeSession.Open(TestModels.MatMuls(3), new OnnxSessionOptions { Level = level, Threads = threads });
        var input = TestModels.Floats(5, TestModels.MatMulWidth);
        Assert.Equal(input.AsFloats(), session.Run([input])[0].AsFloats());
    }

    [Fact]
    public void Describes_names_types_and_shapes_in_order()
    {
        byte[] model = new OnnxModelBuilder()
            .AddInput("größe", new TensorType(ElementType.Int64, new TensorShape([Dimension.Symbol("n"), Dimension.Of(3)])))
            .AddInput("any", new TensorType(ElementType.Float, null))
            .AddOutput("b", new TensorType(ElementType.Float, null))
            .AddOutput("a", new TensorType(ElementType.Int64, new TensorShape([Dimension.Symbol("n"), Dimension.Of(3)])))
            .AddNode("Neg", ["größe"], ["a"])
            .AddNode("Neg", ["any"], ["b"])
            .Build();
        using var session = OnnxRuntimeSession.Open(model);
        Assert.Equal(["größe int64[n,3]", "any float[...]"], session.Inputs.Select(p => $"{p.Name} {p.Type}"));
        Assert.Equal(["b float[...]", "a int64[n,3]"], session.Outputs.Select(p => $"{p.Name} {p.Type}"));

        var outputs = session.Run([Tensor.OfInt64s([1, 3], [1, -2, 3]), Tensor.OfFloats([], [4])]);
        Assert.Equal("float[]", outputs[0].ToString());
        Assert.Equal([-4f], outputs[0].AsFloats());
        Assert.Equal([-1, 2, -3], outputs[1].AsInt64s());
    }

    [Fact]
    public void Reads_inputs_where_they_lie_and_chains_outputs_without_a_copy()
    {
        using var session = OnnxRuntimeSession.Open(TestModels.Double(TensorShape.Of(2, 3)));
        var memory = new UnreadableMemory(TestModels.Floats(2, 3).Data.ToArray());
        var first = session.Run([new Tensor(ElementType.Float, [2, 3], memory.Memory)])[0];
        var second = session.Run([first])[0];
        Assert.Equal(1, memory.Pinned);
        Assert.Equal([0f, 4, 8, 12, 16, 20], second.AsFloats());
        Assert.Equal([0f, 2, 4, 6, 8, 10], first.AsFloats());
    }

    [Theory]
    [InlineData("Exp")]
    [InlineData("Acos")]
    [InlineData("Softplus")]
    public void Gives_the_same_bytes_wherever_the_input_lies(string op)
    {
        var type = new TensorType(ElementType.Float, TensorShape.Of(61));
        using var session = OnnxRuntimeSession.Open(new OnnxModelBuilder().AddInput("x", type).AddOutput("y", type).AddNode(op, ["x"], ["y"]).Build());
        float[] values = [.. Enumerable.Range(0, 61).Select(i => i / 61f)];
        var expected = session.Run([Tensor.OfFloats([61], values)])[0];
        for (int offset = 0; offset < 64; offset++)
        {
            byte[] file = [.. new byte[offset], .. Tensor.OfFloats([61], values).Data.Span];
            var output = session.Run([new Tensor(ElementType.Float, [61], file.AsMemory(offset))])[0];
            Assert.Equal(expected.Data.Span, output.Data.Span);
        }
    }

    [Fact]
    public void Takes_and_returns_empty_tensors()
    {
        using var fixedShape = OnnxRuntimeSession.Open(TestModels.Double(TensorShape.Of(0, 3)));
        using var anyShape = OnnxRuntimeSession.Open(TestModels.Double(null));
        var empty = new Tensor(ElementType.Float, [0, 3], ReadOnlyMemory<byte>.Empty);
        Assert.Equal("float[0,3]", fixedShape.Run([empty])[0].ToString());
        Assert.Equal("float[0,3]", anyShape.Run([empty])[0].ToString());
    }

    [Fact]
    public void Finds_external_data_beside_the_file()
    {
        string folder = Directory.CreateTempSubdirectory("runproof-").FullName;
        try
        {
            byte[] tensor = [
                .. Number(1, 2), .. Number(2, (int)ElementType.Float), .. Text(8, "w"),
                .. Message(13, Text(1, "location"), Text(2, "weights.bin")), .. Number(14, 1)];
            var type = new TensorType(ElementType.Float, TensorShape.Of(2));
            byte[] model = new OnnxModelBuilder().AddInput("x", type).AddOutput("y", type).AddNode("Add", ["x", "w"], ["y"]).Build();

            // A graph that occurs twice is merged with the first, so this adds the constant.
            File.WriteAllBytes(Path.Combine(folder, "model.onnx"), [.. model, .. Message(7, Message(5, tensor))]);
            File.WriteAllBytes(Path.Combine(folder, "weights.bin"), Tensor.OfFloats([2], [10, 20]).Data.Span);
            using var session = OnnxRuntimeSession.Open(Path.Combine(folder, "model.onnx"));
            Assert.Equal([10f, 21], session.Run([TestModels.Floats(2)])[0].AsFloats());

            File.Delete(Path.Combine(folder, "weights.bin"));
            AssertFails(
                BackendErrors.LoadFailed, Path.Combine(folder, "model.onnx"), "weights.bin", () => OnnxRuntimeSession.Open(Path.Combine(folder, "model.onnx")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Runs_a_model_that_declares_another_output_shape_than_it_makes()
    {
        byte[] model = new OnnxModelBuilder()
            .AddInput("x", new TensorType(ElementType.Float, new TensorShape([Dimension.Symbol("n")])))
            .AddOutput("y", new TensorType(ElementType.Float, TensorShape.Of(3)))
            .AddNode("Neg", ["x"], ["y"])
            .Build();
        using var session = OnnxRuntimeSession.Open(model);
        Assert.Equal([0f, -1, -2], session.Run([TestModels.Floats(3)])[0].AsFloats());
        Assert.Equal([0f, -1], session.Run([TestModels.Floats(2)])[0].AsFloats());
        Assert.Equal([0f, -1, -2], session.Run([TestModels.Floats(3)])[0].AsFloats());
    }

    [Fact]
    public void Overlapping_runs_do_not_disturb_each_other()
    {
        using var session = OnnxRuntimeSession.Open(TestModels.MatMuls(4));
        Parallel.For(1, 200, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            var input = TestModels.Floats(i % 7, TestModels.MatMulWidth);
            Assert.Equal(input.AsFloats(), session.Run([input])[0].AsFloats());
        });
    }

    [Fact]
    public void Refuses_wrong_inputs_and_names_what_it_wants()
    {
        using var session = OnnxRuntimeSession.Open(TestModels.Double(TensorShape.Of(2, 3)), subject: "double.onnx");
        AssertFails(BackendErrors.InputMissing, "x", "float[2,3]", () => session.Run([]));
        AssertFails(BackendErrors.InputUnexpected, "double.onnx", "2 were given", () => session.Run([TestModels.Floats(2, 3), TestModels.Floats(2, 3)]));
        AssertFails(BackendErrors.InputShape, "x", "float[3,2]", () => session.Run([TestModels.Floats(3, 2)]));
        AssertFails(BackendErrors.InputShape, "x", "float[6]", () => session.Run([TestModels.Floats(6)]));
        AssertFails(BackendErrors.InputType, "x", "int64[2,3]", () => session.Run([Tensor.OfInt64s([2, 3], new long[6])]));
        Assert.Equal(10f, session.Run([TestModels.Floats(2, 3)])[0].AsFloats()[5]);
    }

    [Fact]
    public void Refuses_a_model_that_takes_strings()
    {
        byte[] model = new OnnxModelBuilder()
            .AddInput("text", new TensorType(ElementType.String, TensorShape.Of(1)))
            .AddOutput("same", new TensorType(ElementType.String, TensorShape.Of(1)))
            .AddNode("Identity", ["text"], ["same"])
            .Build();
        AssertFails(BackendErrors.UnsupportedType, "model", "the input 'text' is a tensor of string", () => OnnxRuntimeSession.Open(model));
    }

    [Fact]
    public void A_failed_run_says_why_and_leaves_a_session_that_works()
    {
        var any = new TensorType(ElementType.Float, new TensorShape([Dimension.Unknown]));
        byte[] model = new OnnxModelBuilder().AddInput("a", any).AddInput("b", any).AddOutput("c", any).AddNode("Add", ["a", "b"], ["c"]).Build();
        using var session = OnnxRuntimeSession.Open(model);
        AssertFails(BackendErrors.RunFailed, "model", "broadcast", () => session.Run([TestModels.Floats(2), TestModels.Floats(3)]));
        Assert.Equal([0f, 2], session.Run([TestModels.Floats(2), TestModels.Floats(2)])[0].AsFloats());
    }

    [Fact]
    public void Refuses_what_is_not_a_model()
    {
        byte[] valid = TestModels.Double(TensorShape.Of(2));
        AssertFails(BackendErrors.LoadFailed, "model", "", () => OnnxRuntimeSession.Open(ReadOnlySpan<byte>.Empty));
        AssertFails(BackendErrors.LoadFailed, "model", "", () => OnnxRuntimeSession.Open("not a model"u8));
        AssertFails(BackendErrors.LoadFailed, "model", "", () => OnnxRuntimeSession.Open(valid.AsSpan(0, valid.Length / 2)));
        byte[] unknown = new OnnxModelBuilder()
            .AddInput("x", new TensorType(ElementType.Float, TensorShape.Of(1)))
            .AddOutput("y", null)
            .AddNode("Frobnicate", ["x"], ["y"])
            .Build();
        AssertFails(BackendErrors.LoadFailed, "model", "Frobnicate", () => OnnxRuntimeSession.Open(unknown));
        Assert.Throws<FileNotFoundException>(() => OnnxRuntimeSession.Open("/nowhere/model.onnx"));
    }

    [Fact]
    public void A_cancelled_run_stops_between_nodes_and_the_session_works_again()
    {
        using var session = OnnxRuntimeSession.Open(TestModels.MatMuls(2000), new OnnxSessionOptions { Level = GraphOptimization.None });
        using var source = new CancellationTokenSource();

        // The memory is pinned after the last check on the managed side, so it is ONNX Runtime that stops, minutes before it would be done.
        const int rows = 16384;
        var memory = new UnreadableMemory(new byte[rows * TestModels.MatMulWidth * sizeof(float)], () => source.CancelAfter(30));
        var input = new Tensor(ElementType.Float, [rows, TestModels.MatMulWidth], memory.Memory);
        var e = Assert.Throws<OperationCanceledException>(() => session.Run([input], source.Token));
        Assert.Equal(source.Token, e.CancellationToken);
        Assert.Equal(1, memory.Pinned);
        Assert.Throws<OperationCanceledException>(() => session.Run([input], source.Token));

        using var fresh = new CancellationTokenSource();
        var small = TestModels.Floats(1, TestModels.MatMulWidth);
        Assert.Equal(small.AsFloats(), session.Run([small], fresh.Token)[0].AsFloats());
    }

    [Fact]
    public void Disposing_during_a_run_lets_it_end_and_refuses_the_next()
    {
        var session = OnnxRuntimeSession.Open(TestModels.Double(TensorShape.Of(3)));
        var memory = new UnreadableMemory(TestModels.Floats(3).Data.ToArray(), session.Dispose);
        Assert.Equal([0f, 2, 4], session.Run([new Tensor(ElementType.Float, [3], memory.Memory)])[0].AsFloats());
        Assert.Throws<ObjectDisposedException>(() => session.Run([TestModels.Floats(3)]));
    }

    private static void AssertFails(ErrorCode code, string subject, string fragment, Func<object> action)
    {
        var diagnostic = Assert.Throws<RunproofException>(action).Diagnostic;
        Assert.Equal(code, diagnostic.Code);
        Assert.Equal(subject, diagnostic.Subject);
        Assert.Contains(fragment, diagnostic.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', diagnostic.Message);
        Assert.NotEmpty(diagnostic.Hint);
    }

    private static float[] Flatten(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => [.. element.EnumerateArray().SelectMany(Flatten)],
        JsonValueKind.Object => Flatten(element.EnumerateObject().First().Value),
        _ => [element.GetSingle()],
    };
}
