using System.CommandLine;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Runs.Metadata;
using Runproof.Runs.Validation;

namespace Runproof.Cli.Verbs;

/// <summary><c>validate MODEL</c>: the check before a model is deployed.</summary>
internal sealed class ValidateVerb : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "An ONNX model, or a folder that holds one" };
    private readonly Option<int?> _runs = new("--runs") { Description = "How many runs of each method are timed (default: 30)", HelpName = "N" };
    private readonly Option<int?> _security = new("--require-security") { Description = "Security that the slices have to reach, in percent (default: 0)", HelpName = "N" };
    private readonly Option<string> _input = new("--input") { Description = "Input JSON, - for the standard input (default: input.json beside the model)", HelpName = "FILE" };
    private readonly Option<bool> _accuracy = new("--accuracy") { Description = $"Run the examples of {AccuracyCheck.FileName} beside the model too", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _noAuto = new("--no-auto") { Description = "Do not analyse or slice what is missing or stale", Arity = ArgumentArity.Zero };

    /// <summary>Declares the arguments.</summary>
    public ValidateVerb()
        : base("validate", "Hold a model's slices and circuits against the whole model: class, security, time, every output value")
    {
        foreach (var option in new Option[] { _runs, _security, _input, _accuracy, _noAuto })
            Add(option);
        Add(_model);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("validate samples/models/net --accuracy", "with the accuracy on held-out examples"),
        ("validate model.onnx --require-security 80", "exit code 4 below 80 %"),
    ];

    /// <inheritdoc />
    public override Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var runs = arguments.GetValue(_runs) ?? new ValidationOptions().TimedRuns;
        if (runs < 1)
            throw UsageError.Of(_runs.Name, "at least one run has to be timed", "--runs 30");
        var security = arguments.GetValue(_security) ?? 0;
        if (security is < 0 or > 100)
            throw UsageError.Of(_security.Name, "security is from 0 to 100 percent", "--require-security 80");
        var path = arguments.GetRequiredValue(_model);
        var options = new ValidationOptions
        {
            TimedRuns = runs,
            RequiredSecurity = security,
            Store = CommonOptions.StoreDirectory(arguments),
            Generate = !arguments.GetValue(_noAuto),
            Inputs = runner => ModelInput.Read(runner, arguments.GetValue(_input)),
        };
        var report = ModelValidator.Validate(path, options, cancellationToken);
        var accuracy = arguments.GetValue(_accuracy) ? Accuracy(path, options.Store, output, cancellationToken) : null;
        if (accuracy is not null)
            report = report with { Gates = report.Gates.Add(AgreementOf(accuracy)) };

        var rendering = new ValidationRendering(report, accuracy);
        if (output.IsJson)
            output.Json("runproof.validate/1", rendering.WriteJson);
        else
            rendering.WriteText(output);
        return Task.FromResult(report.Status == Verification.Failed ? (int)ErrorClass.VerificationFailed : 0);
    }

    private static AccuracyReport Accuracy(string path, string? store, Output output, CancellationToken cancellationToken)
    {
        var set = AccuracyCheck.Read(Path.Combine(ModelLocation.Find(path).ModelFolder, AccuracyCheck.FileName));
        using var progress = new ProgressLine(output, "accuracy", set.Count);
        return AccuracyCheck.Measure(path, set, store, progress, cancellationToken);
    }

    private static Gate AgreementOf(AccuracyReport accuracy) => new(
        accuracy.Circuits == 0 ? "classes agree on every held-out example" : "classes agree on 99.5 % of the held-out examples, and no more than 0.3 % of accuracy is lost",
        accuracy.Holds ? Verification.Passed : Verification.Failed,
        $"{Figure.Count(accuracy.Agreements)} of {Figure.Count(accuracy.Examples)}");
}
