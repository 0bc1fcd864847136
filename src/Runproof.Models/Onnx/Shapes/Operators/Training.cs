
namespace Runproof.Models.Onnx.Shapes.Operators;

/// <summary>Optimisers and gradients of the preview training domain.</summary>
internal static class Training
{
    private const string Domain = "ai.onnx.preview.training";

    internal static IEnumerable<OperatorRule> Rules =>
    [
        // After rate and step: per tensor its value, its gradient and its accumulators; the gradients are not returned.
        new("Adagrad", call => Update(call, groups: 3), 2) { Domain = Domain },
        new("Momentum", call => Update(call, groups: 3), 2) { Domain = Domain },
        new("Adam", call => Update(call, groups: 4), 2) { Domain = Domain },
        new("Gradient", Gradient) { Domain = Domain },
    ];

    private static void Update(OperatorCall call, int groups)
    {
        var tensors = call.InputCount - 2;
        if (tensors % groups != 0 || call.OutputCount != tensors / groups * (groups - 1))
        {
            call.BadNode($"{call.InputCount} inputs and {call.OutputCount} outputs do not form {groups} groups");
            return;
        }

        var count = tensors / groups;
        for (var i = 0; i < call.OutputCount; i++)
        {
            var input = 2 + (i < count ? i : i + count);
            call.Output(i, call.Element(input), call.Shape(input));
        }
    }

    private static void Gradient(OperatorCall call)
    {
        if (!call.Node.Attributes.TryGetValue("xs", out var names) || names.Strings.IsDefault)
            return;
        for (var i = 0; i < Math.Min(names.Strings.Length, call.OutputCount); i++)
        {
            var facts = call.Graph.Find(names.Strings[i]);
            call.Output(i, facts.Type.Element, facts.Type.Shape);
        }
    }
}
