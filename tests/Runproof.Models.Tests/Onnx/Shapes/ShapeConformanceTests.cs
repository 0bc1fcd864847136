using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Tensors;

namespace Runproof.Models.Tests.Onnx.Shapes;

public sealed class ShapeConformanceTests(ITestOutputHelper output)
{
    [Fact]
    public void Infers_every_output_from_the_declared_inputs_or_says_what_makes_it_dynamic()
    {
        var (cases, equal, dynamic) = Check(withValues: false);
        Assert.True(equal >= 0.85 * cases, $"{equal} of {cases} models are fully inferred");
        Assert.Equal(cases, equal + dynamic.Count);
    }

    [Fact]
    public void Infers_nearly_every_output_once_the_input_values_are_known()
    {
        var (cases, equal, _) = Check(withValues: true);
        Assert.True(equal >= 0.95 * cases, $"{equal} of {cases} models are fully inferred");
    }

    private (int Cases, int Equal, List<string> Dynamic) Check(bool withValues)
    {
        var directories = TestCase.Directories.ToList();
        Assert.SkipWhen(directories.Count == 0, "the package libonnx-testdata is not installed");
        var wrong = new List<string>();
        var dynamic = new List<string>();
        var equal = 0;
        foreach (var test in directories.Select(TestCase.Read))
        {
            var options = new ShapeOptions { Batch = null, UseDeclarations = false, InputValues = withValues ? test.InputValues() : null };
            var table = ShapeInference.Infer(test.Graph, test.Opset, options);
            wrong.AddRange(table.Problems.Select(p => $"{test.Name}: {p}"));
            var reasons = new List<string>();
            for (var i = 0; i < test.Graph.Outputs.Length; i++)
                Compare(test, i, table, wrong, reasons);
            if (reasons.Count == 0)
                equal++;
            else
                dynamic.Add($"{test.Name}: {string.Join("; ", reasons)}");
        }

        output.WriteLine($"{directories.Count} models: {equal} equal, {dynamic.Count} dynamic with a reason, {wrong.Count} wrong");
        foreach (var line in wrong.Concat(dynamic))
            output.WriteLine(line);
        Assert.Empty(wrong);
        return (directories.Count, equal, dynamic);
    }

    private static void Compare(TestCase test, int index, ShapeTable table, List<string> wrong, List<string> reasons)
    {
        var declared = test.Graph.Outputs[index];
        if (declared.Tensor is null)
        {
            if (table.IsNonTensor(declared.Name))
                return;
            // Where an optional is an input, what it holds is not declared in the graph that is read here.
            Assert.Null(table[declared.Name]!.Shape);
            reasons.Add(table.Reasons[declared.Name]);
            return;
        }

        if (table[declared.Name] is not { } inferred)
        {
            wrong.Add($"{test.Name}: '{declared.Name}' is inferred as no tensor");
            return;
        }

        // Reference outputs of type bfloat16 are stored as uint16.
        var truth = declared.Tensor with { Shape = test.Outputs[index]?.Type.Shape ?? declared.Tensor.Shape };
        if (!Agrees(inferred, declared.Tensor))
            wrong.Add($"{test.Name}: '{declared.Name}' is inferred as {inferred}, declared as {declared.Tensor}");
        if (!Agrees(inferred, truth))
            wrong.Add($"{test.Name}: '{declared.Name}' is inferred as {inferred}, and is {truth}");
        if (table.Constant(declared.Name) is { } folded && test.Outputs[index]?.Load() is { } computed && !Same(folded, computed))
            wrong.Add($"{test.Name}: '{declared.Name}' is folded to other elements than the reference output has");
        if (inferred.IsStatic)
            return;
        if (table.Reasons.TryGetValue(declared.Name, out var reason))
            reasons.Add($"{inferred}, {reason}");
        else
            wrong.Add($"{test.Name}: '{declared.Name}' is {inferred} without a reason");
    }

    /// <summary>Integers must be equal, floats nearly so: the reference was computed in another order.</summary>
    private static bool Same(Tensor folded, Tensor computed) => folded.Type == ElementType.Float && computed.Type == ElementType.Float
        ? folded.AsFloats().ToArray().Zip(computed.AsFloats().ToArray(), (a, b) => a.Equals(b) || Math.Abs(a - b) <= 1e-5f * Math.Abs(b)).All(near => near)
        : folded.Type != computed.Type || folded.Type == ElementType.Double || folded.Data.Span.SequenceEqual(computed.Data.Span);

    private static bool Agrees(TensorType inferred, TensorType truth)
    {
        if (inferred.Element != ElementType.Undefined && inferred.Element != truth.Element)
            return false;
        return inferred.Shape is not { } a || truth.Shape is not { } b
            || (a.Rank == b.Rank && a.Dimensions.Zip(b.Dimensions, (x, y) => !x.IsKnown || !y.IsKnown || x.Value == y.Value).All(same => same));
    }
}
