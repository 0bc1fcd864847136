using System.CommandLine;
using System.Text.Json;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Targets;
using Runproof.Core.Diagnostics;
using Runproof.Core.Traces;
using Runproof.Proofs.Security;
using Runproof.Runs;
using Runproof.Runs.Files;
using Runproof.Runs.Planning;
using Runproof.Runs.Proving;
using Runproof.Runs.Results;

namespace Runproof.Cli.Verbs;

/// <summary><c>prove RUN|MODEL</c>: makes the receipt of a run.</summary>
internal sealed class ProveVerb : Verb
{
    private readonly Argument<string> _target = new("RUN") { Description = $"{RunTarget.Description}; or a model, which is run first" };
    private readonly Option<string> _steps = new("--steps") { Description = "Only these steps (default: all that ran as circuits)", HelpName = SliceList.HelpName };
    private readonly Option<bool> _separate = new("--separate") { Description = "A proof for every step, not one for all of them", Arity = ArgumentArity.Zero };
    private readonly Option<bool> _hide = new("--hide-values") { Description = "Do not show the values between slices: a proof links them, two proofs share a commitment", Arity = ArgumentArity.Zero };
    private readonly Option<string> _security = new("--security") { Description = "Bits of security of the proofs (default: p100)", HelpName = "p100|p128" };
    private readonly Option<string> _nonce = NonceOption.Nonce("What a verifier asks the proofs to be bound to");
    private readonly Option<int?> _sample = NonceOption.Sample("Only K steps, which the nonce chooses now that the run is claimed");
    private readonly Option<string> _file = new("--output", "-o") { Description = "The receipt (default: <run>.receipt in this folder)", HelpName = "FILE" };

    /// <summary>Declares the arguments.</summary>
    public ProveVerb()
        : base("prove", "Make a receipt: what proves a run to somebody who has neither the model nor the store")
    {
        _security.AcceptOnlyFromAmong("p100", "p128");
        Add(_target);
        foreach (var option in new Option[] { _steps, _separate, _hide, _security, _nonce, _sample, _file })
            Add(option);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("prove latest -o net.receipt", "the newest run of the store"),
        ("prove latest --sample 2 --nonce 5bd1e995 -o net.receipt", "two steps that a verifier's nonce chooses"),
    ];

    /// <inheritdoc />
    public override async Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        var nonce = NonceOption.Read(arguments, _nonce);
        var request = new ProveRequest
        {
            Sample = NonceOption.Read(arguments, _sample, nonce),
            Steps = arguments.GetValue(_steps) is { } list ? SliceList.Parse(_steps.Name, list) : [],
            Layout = arguments.GetValue(_separate) ? ProofLayout.Separate : ProofLayout.Joint,
            HidesValues = arguments.GetValue(_hide),
            Profile = arguments.GetValue(_security) switch { null => null, "p128" => SecurityProfile.P128, _ => SecurityProfile.P100 },
            Nonce = nonce ?? default,
        };
        if (request.Sample is not null && !request.Steps.IsEmpty)
            throw UsageError.Of(_sample.Name, $"the nonce chooses the steps, and {_steps.Name} names others", "one of the two options");
        var target = await Find(arguments, cancellationToken);
        if (request.Sample is not null && IsModel(arguments.GetRequiredValue(_target)))
            output.Warn("the nonce was known before the run was claimed: a sample convinces nobody who did not draw it afterwards; try prove RUN");
        var trace = target.Read();
        SliceList.Check(request.Steps, trace.Program.Steps.Length, trace.Header.Target);
        if (!ReceiptMaker.TryProve(target.Store, trace, request, out var receipt, out var error, cancellationToken))
            throw new RunproofException(error);
        var path = Path.GetFullPath(arguments.GetValue(_file) ?? $"{trace.Header.RunId}.receipt");
        AtomicFile.Write(path, receipt.File.Span);
        if (output.IsJson)
            output.Json("runproof.prove/1", json => WriteJson(json, trace, receipt, request, path));
        else
            WriteText(output, trace, receipt, request, path);
        return 0;
    }

    private async Task<RunTarget> Find(ParseResult arguments, CancellationToken cancellationToken)
    {
        var named = arguments.GetRequiredValue(_target);
        var store = CommonOptions.StoreDirectory(arguments);
        if (!IsModel(named))
            return RunTarget.Find(arguments, named);
        using var runner = Runner.Open(named, new RunnerOptions { Store = store }, cancellationToken);
        var result = await runner.InferAsync(InferMode.Auto, cancellationToken: cancellationToken);
        return RunTarget.Find(arguments, result.RunId!);
    }

    private static bool IsModel(string path) =>
        path.EndsWith(".onnx", StringComparison.Ordinal) ? File.Exists(path) : Directory.Exists(path) && !File.Exists(Path.Combine(path, "trace"));

    private static void WriteText(Output output, Trace trace, ProvedReceipt receipt, ProveRequest request, string path)
    {
        var proof = receipt.Proof;
        output.Text.WriteLine($"{receipt.Steps.Length} of {Figure.Of(receipt.StepCount, "step")} proved with {proof.SecurityBits:0.0} bits: made in {Figure.Time(proof.ProveTime)}, verified in {Figure.Time(proof.VerifyTime)}");
        output.Text.WriteLine();
        var facts = new TextTable("", "");
        facts.Add("receipt", path);
        facts.Add("size", $"{Figure.Bytes(receipt.File.Length)}, {Figure.Bytes(proof.Size)} of it {(proof.Count == 1 ? "the proof" : $"{proof.Count} proofs")}");
        facts.Add("weights", receipt.SetupSize is { } setup
            ? $"{ProgramWeights.Of(trace.Program)}: {Figure.Bytes(setup)} of it say that a commitment binds them; they are not in it, and proofs tell linear equations of them"
            : ProgramWeights.Of(trace.Program));
        if (receipt.Sample is { } sample)
            SampleRendering.AddTo(facts, sample);
        facts.Add("program", trace.Program.Digest.ToString());
        facts.Add("claim", trace.Claim!.Digest.ToString());
        if (!output.IsQuiet)
            facts.Add("next", $"runproof verify {path} --expect {trace.Program.Digest}{(receipt.Sample is null ? "" : $" --sample {request.Sample} --nonce {Convert.ToHexStringLower(request.Nonce.Span)}")}");
        facts.WriteTo(output);
    }

    private static void WriteJson(Utf8JsonWriter json, Trace trace, ProvedReceipt receipt, ProveRequest request, string path)
    {
        json.WriteString("run", trace.Header.RunId);
        json.WriteDigest("program", trace.Program.Digest);
        json.WriteDigest("claim", trace.Claim!.Digest);
        json.WriteString("file", path);
        json.WriteNumber("size", receipt.File.Length);
        json.WriteString("weights", ProgramWeights.Of(trace.Program));
        if (receipt.SetupSize is { } setup)
            json.WriteNumber("setupSize", setup);
        else
            json.WriteNull("setupSize");
        json.WriteNumber("security", 100 * receipt.Steps.Length / receipt.StepCount);
        json.WriteStartArray("steps");
        foreach (var step in receipt.Steps)
            json.WriteNumberValue(step);
        json.WriteEndArray();
        json.WriteString("nonce", Convert.ToHexStringLower(request.Nonce.Span));
        SampleRendering.WriteJson(json, receipt.Sample);
        json.WriteString("layout", receipt.Proof.Layout.Text());
        json.WriteNumber("proofs", receipt.Proof.Count);
        json.WriteString("profile", receipt.Proof.Profile.Text());
        json.WriteNumber("securityBits", receipt.Proof.SecurityBits);
        json.WriteNumber("proveSeconds", receipt.Proof.ProveTime.TotalSeconds);
        json.WriteNumber("verifySeconds", receipt.Proof.VerifyTime.TotalSeconds);
        json.WriteNumber("proofSize", receipt.Proof.Size);
    }
}
