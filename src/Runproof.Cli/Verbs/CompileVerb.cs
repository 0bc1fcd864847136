using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Programs;
using Runproof.Proofs.Security;
using Runproof.Runs.Compiling;

namespace Runproof.Cli.Verbs;

/// <summary><c>compile MODEL</c>: makes the circuits of the slices.</summary>
internal sealed class CompileVerb : Verb
{
    private const string Auto = "auto";
    private const string Narrow = "a8w8";
    private const string Wide = "a16w8";
    private const string Public = "public";
    private const string Bound = "bound";
    private const string Strong = "p128";

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

    private readonly Option<string> _weights = new("--weights")
    {
        Description = "What a receipt holds of the weights: the weights, or a commitment that binds them and stays the same for all runs (default: as they are now, public at first)",
        HelpName = $"{Public}|{Bound}",
    };

    private readonly Option<string> _security = new("--security")
    {
        Description = "Bits of security of the proofs that open bound weights (default: as they are now, p100 at first)",
        HelpName = $"p100|{Strong}",
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
        _weights.AcceptOnlyFromAmong(Public, Bound);
        _security.AcceptOnlyFromAmong("p100", Strong);
        Add(_model);
        foreach (var option in new Option[] { _slices, _calibration, _precision, _maxError, _weights, _security, _noAuto })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("compile samples/models/doom --slices 0-2,4 --precision a16w8", "some slices, with 16-bit activations"),
        ("compile samples/models/net --weights bound", "receipts hold a commitment in place of the weights"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var maxError = arguments.GetValue(_maxError) ?? CompileRequest.DefaultMaxError;
        if (!(maxError > 0))
            throw UsageError.Of(_maxError.Name, "an error is a positive number", "--max-error 0.05");
        var weights = arguments.GetValue(_weights);
        var security = arguments.GetValue(_security);
        if (security is not null && weights != Bound)
            throw UsageError.Of(_security.Name, "only bound weights are committed to for proofs of one security", "--weights bound with --security p128; of public ones run and prove decide");
        var request = new CompileRequest
        {
            Slices = arguments.GetValue(_slices) is { } list ? SliceList.Parse(_slices.Name, list) : [],
            Calibration = arguments.GetValue(_calibration),
            Precision = arguments.GetValue(_precision) switch { Narrow => PrecisionChoice.A8W8, Wide => PrecisionChoice.A16W8, _ => PrecisionChoice.Auto },
            MaxError = maxError,
            Weights = weights switch { null => null, Bound => WeightsKind.Bound, _ => WeightsKind.Public },
            Profile = security switch { null => null, Strong => SecurityProfile.P128, _ => SecurityProfile.P100 },
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
