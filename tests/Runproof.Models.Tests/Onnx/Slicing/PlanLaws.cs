using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Graph;
using Runproof.Models.Onnx.Slicing;

namespace Runproof.Models.Tests.Onnx.Slicing;

/// <summary>What holds for every plan.</summary>
internal static class PlanLaws
{
    /// <summary>Checks a plan against its model.</summary>
    public static void Check(OnnxModel model, SlicePlan plan)
    {
        var inputs = model.Graph.Inputs.Select(info => info.Name).ToHashSet();
        var placed = new Dictionary<OnnxNode, int>();
        for (var index = 0; index < plan.Slices.Length; index++)
        {
            var slice = plan.Slices[index];
            Assert.Equal(index, slice.Index);
            Assert.NotEmpty(slice.Outputs);
            Assert.Equal(slice.Inputs.Select(info => info.Name), slice.Sources.Select(source => source.Value));
            foreach (var source in slice.Sources)
            {
                if (source.Producer is { } producer)
                    Assert.Contains(source.Value, plan.Slices[..index][producer].Outputs.Select(info => info.Name));
                else
                    Assert.Contains(source.Value, inputs);
            }

            foreach (var node in slice.Nodes)
                placed[node] = placed.GetValueOrDefault(node) + 1;
            CheckExtraction(model, slice);
        }

        Assert.Equal(model.Graph.Nodes.Length, placed.Count);
        foreach (var node in placed.Where(entry => entry.Value > 1).Select(entry => entry.Key))
            Assert.DoesNotContain(node.Reads, inputs.Contains);
        Assert.Equal(model.Graph.Outputs.Select(info => info.Name), plan.Outputs.Select(output => output.Value));
        foreach (var output in plan.Outputs)
            Assert.Contains(output.Value, plan.Slices[output.Producer!.Value].Outputs.Select(info => info.Name));
    }

    private static void CheckExtraction(OnnxModel model, Slice slice)
    {
        var bytes = OnnxExtractor.Extract(model, slice.Nodes, slice.Inputs, slice.Outputs, slice.Name);
        Assert.True(OnnxModel.TryRead(bytes, slice.Name, null, out var part, out var error), error?.ToString());
        Assert.Equal(bytes, OnnxExtractor.Extract(model, slice.Nodes, slice.Inputs, slice.Outputs, slice.Name));
        Assert.Equal(model.Opset, part.Opset);
        Assert.Equal(model.IrVersion, part.IrVersion);
        Assert.Equal(slice.Nodes.Select(node => node.ToString()), part.Graph.Nodes.Select(node => node.ToString()));
        Assert.Equal(slice.Inputs.Select(info => info.Name), part.Graph.Inputs.Select(info => info.Name));
        Assert.Equal(slice.Outputs.Select(info => info.Name), part.Graph.Outputs.Select(info => info.Name));
    }
}
