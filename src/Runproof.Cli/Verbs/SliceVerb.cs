using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Runs.Metadata;

namespace Runproof.Cli.Verbs;

/// <summary><c>slice MODEL</c>: cuts a model and writes the slices with their metadata.</summary>
internal sealed class SliceVerb : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "An ONNX model, or a folder that holds one" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Folder for slices and metadata (default: the model's own)", HelpName = "DIR" };
    private readonly Option<string> _cut = new("--cut") { Description = "Cut after these nodes, not by groups of layers", HelpName = "NODE,NODE" };
    private readonly Option<long?> _maxParameters = new("--max-params") { Description = "Cut further where a slice has more parameters", HelpName = "N" };

    /// <summary>Declares the arguments.</summary>
    public SliceVerb()
        : base("slice", "Cut a model into slices that run one by one")
    {
        Add(_model);
        Add(_output);
        Add(_cut);
        Add(_maxParameters);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("slice samples/models/net", "one slice for each group of layers"),
        ("slice model.onnx -o sliced --max-params 100000", "small slices in a folder of their own"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var maxParameters = arguments.GetValue(_maxParameters);
        if (maxParameters < 1)
            throw UsageError.Of(_maxParameters.Name, "a slice has to be allowed at least one parameter", "--max-params 100000");
        var cuts = arguments.GetValue(_cut)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        var request = new SliceRequest { Cuts = [.. cuts], MaxParameters = maxParameters };
        var sliced = ModelSlices.Write(arguments.GetRequiredValue(_model), request, arguments.GetValue(_output), cancellationToken);
        var rendering = new SlicesRendering(sliced);
        if (output.IsJson)
            output.Json("runproof.slice/1", rendering.WriteJson);
        else
            rendering.WriteText(output);
        return Task.FromResult(0);
    }
}
