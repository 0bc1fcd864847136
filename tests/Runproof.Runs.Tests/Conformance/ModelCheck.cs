using System.Collections.Immutable;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Shapes;
using Runproof.Models.Onnx.Slicing;
using Runproof.Models.Tensors;
using Runproof.Runs.Backends;
using Runproof.Runs.Inputs;
using Runproof.Runs.Metadata;
using Runproof.Runs.Planning;
using Runproof.Runs.Results;
using Runproof.Runs.Tests.Backends;

namespace Runproof.Runs.Tests.Conformance;

/// <summary>Takes one model through the product: read, analyse, run whole, cut as usual and wherever possible, run the slices.</summary>
internal sealed class ModelCheck
{
    public const string Read = "read";
    public const string Analysed = "analysed as declared from the inputs alone";
    public const string Dynamic = "dynamic with a reason";
    public const string Equal = "run and equal the reference";
    public const string Deviates = "run and deviate from the reference as is known";
    public const string Unfit = "come with data that do not fit the model";
    public const string NotLoaded = "cannot be loaded by ONNX Runtime";
    public const string DefaultCuts = "default cuts";
    public const string EveryCut = "every cut";
    public const string Sliced = "slices equal the whole bit for bit";
    public const string Slices = "number of slices";

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

        _findings.Count(Read);
        Analyze(model);
        var copy = Directory.CreateDirectory(Path.Combine(_folder, "whole")).FullName;
        File.Copy(_reference.File, Path.Combine(copy, "model.onnx"));
        if (Open(copy) is not { } runner)
            return;
        using (runner)
        {
            if (RunWhole(runner, model, copy) is not { } whole)
                return;
            CompareSlices(runner, whole, DefaultCuts);
            if (model.Graph.Nodes.Length > 1)
                CutEverywhere(model, copy, whole);
        }
    }

    /// <summary>Analysis contradicts no declaration; from the inputs alone every output gets its declared shape, or it is said what makes it dynamic.</summary>
    private void Analyze(OnnxModel model)
    {
        foreach (var problem in ModelAnalysis.Analyze(model, new ShapeOptions { Batch = null }).Diagnostics)
            _findings.Fail(_reference, $"analysis reports {problem}");
        var analysis = ModelAnalysis.Analyze(model, new ShapeOptions { Batch = null, UseDeclarations = false });
        var open = new List<string>();
        foreach (var (output, declared) in analysis.Outputs.Zip(model.Graph.Outputs))
        {
            if (output.WhyDynamic is { } why)
                open.Add($"'{output.Name}' is {output.Type}: {why}");
            else if (declared.Tensor is null ? output.Type is not null : output.Type is not { IsStatic: true } type || !Agree(type, declared.Tensor))
                _findings.Fail(_reference, $"'{output.Name}' is declared as {declared.Tensor?.ToString() ?? declared.OtherKind} and analysed as {output.Type?.ToString() ?? "no tensor"}");
        }

        _findings.Count(open.Count == 0 ? Analysed : Dynamic);
        if (open.Count != 0)
            _findings.Note(_reference, string.Join("; ", open));
    }

    /// <summary>Whether a type is the declared one where that is static.</summary>
    private static bool Agree(TensorType type, TensorType declared) =>
        type.Element == declared.Element && (declared.Shape is not { } shape || (shape.Rank == type.Shape!.Rank
            && shape.Dimensions.Zip(type.Shape.Dimensions, (stated, found) => !stated.IsKnown || stated.Value == found.Value).All(agree => agree)));

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
        string? difference = null;
        try
        {
            using var optimized = Runner.Open(folder, new RunnerOptions { Record = false });
            foreach (var set in _reference.DataSets)
            {
                var inputs = ReferenceModel.ReadTensors(set, "input", model.Graph.Inputs);
                var expected = ReferenceModel.ReadTensors(set, "output", model.Graph.Outputs);
                var outputs = runner.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None).Outputs;
                runs.Add(new Reference(inputs, outputs));
                difference ??= FirstDifference(expected, outputs, "unoptimised")
                    ?? FirstDifference(expected, optimized.Infer(InferMode.OnnxOnly, inputs, CancellationToken.None).Outputs, "optimised");
            }
        }
        catch (RunproofException exception) when (exception.Diagnostic.Code == BackendErrors.LoadFailed)
        {
            _findings.Count(NotLoaded);
            _findings.Note(_reference, exception.Diagnostic.Message);
            return null;
        }
        catch (RunproofException exception) when (exception.Diagnostic.Code == InputErrors.WrongShape && KnownDeviations.Unfit.Contains(_reference.Name))
        {
            _findings.Count(Unfit);
            _findings.Note(_reference, exception.Diagnostic.Message);
            return null;
        }

        var known = KnownDeviations.Reasons.ContainsKey(_reference.Name);
        if (difference is not null && !known)
            _findings.Fail(_reference, difference);
        else if (difference is null && known)
            _findings.Fail(_reference, "is listed as deviating from the reference, and equals it");
        _findings.Count(known ? Deviates : Equal);
        return runs;
    }

    private static string? FirstDifference(Tensor[] expected, ImmutableArray<NamedTensor> actual, string how) => expected
        .Zip(actual, (tensor, output) => TensorComparison.FirstDifference(tensor, output.Value) is { } difference ? $"{how}, '{output.Name}' {difference}" : null)
        .FirstOrDefault(difference => difference is not null);

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

        _findings.Count($"{how}: {Sliced}");
        _findings.Count($"{how}: {Slices}", runner.Metadata.Slices.Length);
    }

    private void CutEverywhere(OnnxModel model, string folder, List<Reference> whole)
    {
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
            _findings.Count($"{EveryCut}: none is allowed: {refusal!.Code}");
            _findings.Note(_reference, refusal.Message);
            return;
        }

        var sliced = Path.Combine(_folder, "sliced");
        MetadataGenerator.Generate(ModelLocation.Find(folder).In(sliced), new SliceRequest { Cuts = cuts }, CancellationToken.None);
        using var runner = Open(sliced)!;
        if (runner.Metadata.Slices.Length != cuts.Length + 1)
            _findings.Fail(_reference, $"{cuts.Length} cuts make {runner.Metadata.Slices.Length} slices");
        CompareSlices(runner, whole, EveryCut);
    }

    private sealed record Reference(Tensor[] Inputs, ImmutableArray<NamedTensor> Outputs);
}
