using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;
using Runproof.Models.Tests.Onnx.Slicing;

namespace Runproof.Models.Tests.Formats.Onnx;

public sealed class OnnxTestDataTests(ITestOutputHelper output)
{
    private const string Absent = "the package libonnx-testdata is not installed";

    [Fact]
    public void Every_model_is_read_or_refused_for_its_versions()
    {
        Assert.SkipUnless(TestData.All.Count != 0, Absent);
        var refused = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in TestData.All)
        {
            if (OnnxModel.TryRead(path, out _, out var error))
                continue;
            Assert.True(error.Code == OnnxErrors.Opset || error.Code == OnnxErrors.IrVersion || error.Code == OnnxErrors.Unsupported, $"{path}: {error}");
            var reason = $"{error.Code}: {error.Message}";
            refused[reason] = refused.GetValueOrDefault(reason) + 1;
        }

        output.WriteLine($"{TestData.All.Count} models, {TestData.All.Count - refused.Values.Sum()} read");
        output.WriteLine(string.Join('\n', refused));
    }

    [Fact]
    public void Extracting_all_nodes_gives_an_equal_graph()
    {
        Assert.SkipUnless(TestData.All.Count != 0, Absent);
        foreach (var path in TestData.All)
        {
            if (!OnnxModel.TryRead(path, out var model, out _))
                continue;
            var bytes = OnnxExtractor.Extract(model, model.Graph.Nodes, model.Graph.Inputs, model.Graph.Outputs, model.Graph.Name);
            Assert.True(OnnxModel.TryRead(bytes, path, null, out var again, out var error), $"{path}: {error}");
            Assert.Equal(GraphText.Of(model), GraphText.Of(again));
        }
    }

    [Fact]
    public void Every_model_is_cut_into_slices_that_fit_together_or_refused_with_a_reason()
    {
        Assert.SkipUnless(TestData.All.Count != 0, Absent);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var path in TestData.All)
        {
            if (!OnnxModel.TryRead(path, out var model, out _))
                continue;
            var types = DeclaredTypes.Of(model, otherwise: new TensorType(ElementType.Float, null));
            string outcome;
            if (ModelSlicer.TryPlan(model, types, new SliceOptions(), out var plan, out var error))
            {
                PlanLaws.Check(model, plan);
                outcome = $"{plan.Slices.Length} slices";
            }
            else
            {
                outcome = error.Code.Name;
            }

            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        output.WriteLine(string.Join('\n', outcomes));
    }

    [Fact]
    public void The_digit_model_is_cut_into_its_three_layers()
    {
        var path = TestData.Shared("data/models/mnist/model.onnx");
        Assert.SkipUnless(path is not null, "the shared models are absent");
        Assert.True(OnnxModel.TryRead(path, out var model, out var error), error?.ToString());
        Assert.True(ModelSlicer.TryPlan(model, DeclaredTypes.Of(model, null), new SliceOptions(), out var plan, out error), error?.ToString());
        PlanLaws.Check(model, plan);
        Assert.Equal(3, plan.Slices.Length);
        Assert.Equal(["Reshape", "MatMul", "Add"], plan.Slices[2].Nodes.Select(node => node.OpType).Except(["Pooling"]).TakeLast(3));
    }
}
