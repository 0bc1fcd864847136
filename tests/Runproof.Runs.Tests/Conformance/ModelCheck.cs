using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Runs.Tests.Backends;

namespace Runproof.Runs.Tests.Conformance;

/// <summary>Takes one model through the product: read, analyse, run whole, cut as usual and wherever possible, run the slices.</summary>
internal sealed class ModelCheck
{
    private readonly ReferenceModel _reference;
    private readonly Findings _findings;
    private readonly string _folder;

    private ModelCheck(ReferenceModel reference, Findings findings, string folder)
    {
        _reference = reference;
        _findings = findings;
        _folder = folder;
    }

    /// <summary>Checks a model.</summary>
    /// <param name="reference">The model.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="folder">An empty folder for the model's copy and its slices.</param>
    public static void Run(ReferenceModel reference, Findings findings, string folder)
    {
        try
        {
            new ModelCheck(reference, findings, folder).Run();
        }
        catch (Exception exception)
        {
            findings.Fail(reference, exception.ToString());
        }
    }

    private void Run()
    {
        if (!OnnxModel.TryRead(_reference.File, out var model, out var error))
        {
            _findings.Count($"refused by the reader: {error.Code}");
            _findings.Note(_reference, error.ToString());
            return;
        }

        _findings.Count("read");
        Analyze(model);
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName;
        File.Copy(_reference.File, Path.Combine(copy, "model.onnx"));
        if (Open(copy) is not { } runner)
            return;
        using (runner)
        {
            if (RunWhole(runner, model, copy) is not { } whole)
                return;
            CompareSlices(runner, whole, "default cuts");
            if (model.Graph.Nodes.Length > 1)
                CutEverywhere(model, copy, whole);
        }
    }

    /// <summary>Every output has its declared shape, or it is said what makes it dynamic; nothing contradicts the declarations.</summary>
    private void Analyze(OnnxModel model)
    {
        var analysis = ModelAnalysis.Analyze(model, new ShapeOptions { Batch = null });
        foreach (var problem in analysis.Diagnostics)
            _findings.Fail(_reference, $"analysis reports {problem}");
        var open = new List<string>();
        foreach (var (output, declared) in analysis.Outputs.Zip(model.Graph.Outputs))
        {
            if (declared.Tensor is null)
            {
                if (output.Type is not null && output.Type.Shape is not null)
                    _findings.Fail(_reference, $"'{output.Name}' is declared as {declared.OtherKind} and analysed as {output.Type}");
            }
            else if (output.Type is not { } type || (type.Element != declared.Tensor.Element && type.Element != ElementType.Undefined))
            {
                _findings.Fail(_reference, $"'{output.Name}' is declared as {declared.Tensor} and analysed as {output.Type?.ToString() ?? "no tensor"}");
            }
            else if (!type.IsStatic && output.WhyDynamic is null)
            {
                _findings.Fail(_reference, $"'{output.Name}' is {type} without a reason");
            }
            else if (!type.IsStatic)
            {
                open.Add($"'{output.Name}' is {type}: {output.WhyDynamic}");
            }
            else if (declared.Tensor.IsStatic && declared.Tensor != type)
            {
                _findings.Fail(_reference, $"'{output.Name}' is declared as {declared.Tensor} and analysed as {type}");
            }
        }

        _findings.Count(open.Count == 0 ? "analysed as declared" : "dynamic with a reason");
        if (open.Count != 0)
            _findings.Note(_reference, string.Join("; ", open));
    }

    /// <summary>Opens a model as a user does, which slices it; null where the slicer says why not.</summary>
    private Runner? Open(string folder)
    {
        try
        {
            return Runner.Open(folder, new RunnerOptions { Record = false, Optimization = GraphOptimization.None });
        }
        catch (RunproofException exception) when (exception.Diagnostic.Phase == Phase.Slice)
        {
            _findings.Count($"cannot be cut: {exception.Diagnostic.Code}");
            _findings.Note(_reference, exception.Diagnostic.Message);
            return null;
        }
    }

    /// <summary>Inputs and outputs of each data set, run whole at both ends of the optimisation; null where ONNX Runtime cannot run the model.</summary>
    private List<Reference>? RunWhole(Runner runner, OnnxModel model, string folder)
    {
        var runs = new List<Reference>();
        try
        {
            using var optimized = Runner.Open(folder, new RunnerOptions { Record = false });
            foreach (var set in _reference.DataSets)
            {
                var inputs = ReferenceModel.ReadTensors(set, "input", model.Graph.Inputs);
                var expected = ReferenceModel.ReadTensors(set, "output", model.Graph.Outputs);
                var outputs = runner.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None).Outputs;
                runs.Add(new Reference(inputs, outputs));
                Compare(expected, outputs, "unoptimised");
                Compare(expected, optimized.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None).Outputs, "optimised");
            }
        }
        catch (RunproofException exception) when (exception.Diagnostic.Code == BackendErrors.LoadFailed || exception.Diagnostic.Code == BackendErrors.UnsupportedType)
        {
            _findings.Count($"cannot be loaded by ONNX Runtime: {exception.Diagnostic.Code}");
            _findings.Note(_reference, exception.Diagnostic.Message);
            return null;
        }

        _findings.Count(KnownDeviations.Reasons.ContainsKey(_reference.Name) ? "runs and deviates as is known" : "runs and equals the reference");
        _findings.Count("data sets", runs.Count);
        return runs;
    }

    private void Compare(Tensor[] expected, ImmutableArray<NamedTensor> actual, string how)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (TensorComparison.FirstDifference(expected[i], actual[i].Value) is { } difference && !KnownDeviations.Reasons.ContainsKey(_reference.Name))
                _findings.Fail(_reference, $"{how}, '{actual[i].Name}' {difference}");
        }
    }

    private void CompareSlices(Runner runner, List<Reference> whole, string how)
    {
        foreach (var (inputs, expected) in whole)
        {
            var result = runner.Infer(InferMode.Auto, inputs, CancellationToken.None);
            foreach (var (left, right) in expected.Zip(result.Outputs))
            {
                if (left.Name != right.Name || left.Value.Type != right.Value.Type || !left.Value.Shape.SequenceEqual(right.Value.Shape)
                    || !left.Value.Data.Span.SequenceEqual(right.Value.Data.Span))
                    _findings.Fail(_reference, $"{how}: '{left.Name}' {left.Value} differs from the slices' '{right.Name}' {right.Value}");
            }

            if (result.Outputs.Length != expected.Length)
                _findings.Fail(_reference, $"{how}: the slices return {result.Outputs.Length} outputs, and the model {expected.Length}");
        }

        _findings.Count($"{how}: slices equal the whole bit for bit");
        _findings.Count($"{how}: number of slices", runner.Metadata.Slices.Length);
        if (runner.Metadata.Slices.Length > 1)
            _findings.Count($"{how}: models of several slices");
    }

    private void CutEverywhere(OnnxModel model, string folder, List<Reference> whole)
    {
        _findings.Count("models of several nodes");
        var shapes = ShapeInference.Infer(model, new ShapeOptions { Batch = null });
        var cuts = ImmutableArray<string>.Empty;
        Diagnostic? refusal = null;
        foreach (var node in model.Graph.Nodes)
        {
            if (ModelSlicer.TryPlan(model, name => shapes[name], new SliceOptions { Cuts = [.. cuts, node.Name] }, out _, out var error))
                cuts = cuts.Add(node.Name);
            else if (node != model.Graph.Nodes[^1] || refusal is null)
                refusal = error;
        }

        if (cuts.IsEmpty)
        {
            _findings.Count($"every cut: none is allowed: {refusal!.Code}");
            _findings.Note(_reference, refusal.Message);
            return;
        }

        var sliced = Path.Combine(_folder, "sliced");
        MetadataGenerator.Generate(ModelLocation.Find(folder).In(sliced), new SliceRequest { Cuts = cuts }, CancellationToken.None);
        using var runner = Open(sliced)!;
        if (runner.Metadata.Slices.Length != cuts.Length + 1)
            _findings.Fail(_reference, $"{cuts.Length} cuts make {runner.Metadata.Slices.Length} slices");
        CompareSlices(runner, whole, "every cut");
    }

    private sealed record Reference(Tensor[] Inputs, ImmutableArray<NamedTensor> Outputs);
}
