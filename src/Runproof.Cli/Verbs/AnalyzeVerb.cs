using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Compiler.Models;
using Runproof.Core.Diagnostics;
using Runproof.Models.Formats.Onnx;
using Runproof.Models.Onnx.Analysis;
using Runproof.Models.Onnx.Shapes;
using Runproof.Runs.Files;
using Runproof.Runs.Metadata;

namespace Runproof.Cli.Verbs;

/// <summary><c>analyze MODEL</c>: what a model computes, node by node, before it runs.</summary>
internal sealed class AnalyzeVerb : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "An ONNX model, or a folder that holds one" };
    private readonly Option<bool> _save = new("--save") { Description = "Write NAME_analysis.json beside the model", Arity = ArgumentArity.Zero };
    private readonly Option<long?> _batch = new("--batch") { Description = "Size of a batch dimension that the model leaves open (default: 1)", HelpName = "N" };

    /// <summary>Declares the arguments.</summary>
    public AnalyzeVerb()
        : base("analyze", "Show a model's graph: operators, shapes, parameters, MACs, and what can be proved")
    {
        Add(_model);
        Add(_save);
        Add(_batch);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("analyze samples/models/net", "the model node by node"),
        ("analyze model.onnx --batch 8 --save", "for batches of 8, and keep it as JSON beside the model"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var batch = arguments.GetValue(_batch) ?? 1;
        if (batch < 1)
            throw UsageError.Of(_batch.Name, "a batch has at least one element", "--batch 1");
        var location = ModelLocation.Find(arguments.GetRequiredValue(_model));
        if (!OnnxModel.TryRead(location.ModelFile, out var model, out var error, cancellationToken))
            throw new RunproofException(error);
        var rendering = new AnalysisRendering(location.Name, location.ModelFile, ModelAnalysis.Analyze(model, new ShapeOptions { Batch = batch }, CircuitProvability.For));
        var saved = arguments.GetValue(_save) ? location.AnalysisFile : null;
        if (saved is not null)
            AtomicFile.Write(saved, [.. Output.Document(AnalysisRendering.Schema, rendering.WriteJson), (byte)'\n']);
        if (output.IsJson)
            output.Json(AnalysisRendering.Schema, rendering.WriteJson);
        else
            rendering.WriteText(output, saved);
        return Task.FromResult(0);
    }
}
