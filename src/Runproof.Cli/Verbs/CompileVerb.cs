using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Runs.Compiling;

namespace Runproof.Cli.Verbs;

/// <summary><c>compile MODEL</c>: makes the circuits of the slices.</summary>
internal sealed class CompileVerb : Verb
{
    private const string Auto = "auto";
    private const string Narrow = "a8w8";
    private const string Wide = "a16w8";

    private readonly Argument<string> _model = new("MODEL") { Description = "A folder that holds an ONNX model, or the model" };
    private readonly Option<string> _slices = new("--slices") { Description = "Only these slices (default: all)", HelpName = SliceList.HelpName };
    private readonly Option<string> _calibration = new("--calibration")
    {
        Description = "Sample inputs: a file like holdout.bin, or input JSON (default: calibration.bin beside the model, else input.json)",
        HelpName = "FILE",
    };

    private readonly Option<string> _precision = new("--precision")
    {
        Description = "Bits of activations and weights; auto takes 16 where 8 miss the largest error (default: auto)",
        HelpName = $"{Auto}|{Narrow}|{Wide}",
    };

    private readonly Option<double?> _maxError = new("--max-error")
    {
        Description = $"Largest relative error of a slice against ONNX Runtime, root mean square (default: {CompileRequest.DefaultMaxError})",
        HelpName = "X",
    };

    private readonly Option<bool> _noAuto = new("--no-auto") { Description = "Do not analyse or slice what is missing or stale", Arity = ArgumentArity.Zero };

    /// <summary>Declares the arguments.</summary>
    public CompileVerb()
        : base("compile", "Make the circuits of a model's slices, and say how close they come to ONNX Runtime")
    {
        _precision.AcceptOnlyFromAmong(Auto, Narrow, Wide);
        Add(_model);
        foreach (var option in new Option[] { _slices, _calibration, _precision, _maxError, _noAuto })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("compile samples/models/net", "every slice that can be proved"),
        ("compile samples/models/doom --slices 0-2,4 --precision a16w8", "some slices, with 16-bit activations"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var maxError = arguments.GetValue(_maxError) ?? CompileRequest.DefaultMaxError;
        if (!(maxError > 0))
            throw UsageError.Of(_maxError.Name, "an error is a positive number", "--max-error 0.05");
        var request = new CompileRequest
        {
            Slices = arguments.GetValue(_slices) is { } list ? SliceList.Parse(_slices.Name, list) : [],
            Calibration = arguments.GetValue(_calibration),
            Precision = arguments.GetValue(_precision) switch { Narrow => PrecisionChoice.A8W8, Wide => PrecisionChoice.A16W8, _ => PrecisionChoice.Auto },
            MaxError = maxError,
            Generate = !arguments.GetValue(_noAuto),
            Store = CommonOptions.StoreDirectory(arguments),
        };
        var compiled = ModelCircuits.Compile(arguments.GetRequiredValue(_model), request, cancellationToken);
        var rendering = new CompileRendering(compiled);
        if (output.IsJson)
            output.Json("runproof.compile/1", rendering.WriteJson);
        else
            rendering.WriteText(output);
        return Task.FromResult(0);
    }
}
