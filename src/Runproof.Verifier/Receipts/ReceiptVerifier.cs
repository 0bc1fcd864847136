using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Core.Diagnostics;
using Runproof.Core.Verdicts;
using Runproof.Proofs.Security;
using Runproof.Verifier.Sampling;

namespace Runproof.Verifier.Receipts;

/// <summary>Checks a receipt against itself and against what the caller expects, offline.</summary>
/// <remarks>
/// <para>
/// <b>Soundness</b>: a pass means that the records are the schedule of the program that was pinned, that every step that is a circuit takes the shown values to
/// the shown values, and that the values between circuits are the same on both sides. Bound weights are those that the program names by their commitment, and a setup
/// proof shows that they are in range. Steps of other backends are taken as recorded. What a pass does not mean is listed in <see cref="ReceiptVerdict.NotChecked"/>.
/// </para>
/// <para>
/// Work is bounded by the size of the receipt and of its circuits: every proof is checked at most once, and none where something before it failed.
/// </para>
/// </remarks>
public sealed class ReceiptVerifier
{
    private readonly Receipt receipt;
    private readonly string subject;
    private readonly ReceiptExpectation expected;
    private readonly ImmutableArray<Check>.Builder checks = ImmutableArray.CreateBuilder<Check>();
    private readonly ImmutableArray<SetupResult>.Builder setups = ImmutableArray.CreateBuilder<SetupResult>();
    private readonly ImmutableArray<ProofResult>.Builder results = ImmutableArray.CreateBuilder<ProofResult>();

    private readonly SampledSteps? sample;

    private ReceiptVerifier(Receipt receipt, string subject, ReceiptExpectation expected)
    {
        this.receipt = receipt;
        this.subject = subject;
        this.expected = expected;
        if (expected.Sample is { } count)
            sample = SampledSteps.Of(receipt.Program, receipt.Claim.Digest, (expected.Nonce ?? default).Span, count);
    }

    private bool HasFailed => checks.Any(check => check.Status != Verification.Passed && check.Why?.Code != ReceiptErrors.NotPinned && check.Why?.Code != ReceiptErrors.NotProved);

    /// <summary>Checks everything that a receipt says.</summary>
    /// <param name="receipt">The receipt, trusted in nothing.</param>
    /// <param name="subject">Its name, for diagnostics.</param>
    /// <param name="expected">What the caller pins.</param>
    /// <param name="source">Where the circuits come from that it does not hold; null for nowhere.</param>
    /// <param name="cancellation">Ends the work between two proofs with an <see cref="OperationCanceledException"/>.</param>
    public static ReceiptVerdict Verify(
        Receipt receipt, string subject, ReceiptExpectation expected, CircuitSource? source = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        ArgumentNullException.ThrowIfNull(expected);
        return new ReceiptVerifier(receipt, subject, expected).Verify(source, cancellation);
    }

    private ReceiptVerdict Verify(CircuitSource? source, CancellationToken cancellation)
    {
        var circuits = ImmutableArray<CompiledCircuit?>.Empty;
        Add("the records are the program's steps, wired as it says, under the claimed root", receipt.Steps.Length, ReceiptShape.Problem(receipt, subject));
        CheckExpectation();
        Add("every proof is of the expected profile and nonce", receipt.Proofs.Length, DemandProblem());
        if (!HasFailed)
        {
            ReceiptCircuits.TryFind(receipt, subject, source, out circuits, out var error);
            Add("every circuit is the one that the program names, and no sum of it can overflow", receipt.Circuits.Length, error);
        }

        var statements = ImmutableArray<ProofStatement>.Empty;
        if (!HasFailed)
        {
            var contents = new ReceiptContents(receipt, circuits);
            Diagnostic? error = ReceiptStatement.TryDerive(contents, subject, out statements, out var underived) ? UnusedProblem(circuits) : underived;
            Add("shown values are what integers of the circuits stand for, and both ends of every other value are one commitment or one link", receipt.Values.Length, error);
        }

        CheckCover();
        CheckSetups(cancellation);
        CheckProofs(HasFailed ? [] : statements, cancellation);
        return MakeVerdict(circuits);
    }

    private void CheckExpectation()
    {
        const string name = "the program, the weights and the claim are the expected ones";
        if (!expected.IsPinned)
            Add(name, 0, new(ReceiptErrors.NotPinned, Phase.Verify, subject, "nothing was pinned, so the receipt can only agree with itself", "the digest of the program, from a source that you trust"));
        else if (expected.Program is { } program && program != receipt.Program.Digest)
            Add(name, 0, Unexpected($"program {program.ToShortString()} was expected, and the receipt is of {receipt.Program.Digest.ToShortString()}"));
        else if (expected.Claim is { } claim && claim != receipt.Claim.Digest)
            Add(name, 0, Unexpected($"claim {claim.ToShortString()} was expected, and the receipt is of {receipt.Claim.Digest.ToShortString()}"));
        else if (expected.ModelRoot is { } root && root != ReceiptCircuits.RootOf(receipt))
            Add(name, 0, Unexpected($"weights {root.ToShortString()} were expected, and the receipt is of {ReceiptCircuits.RootOf(receipt)?.ToShortString() ?? "circuits that it does not name"}"));
        else
            Add(name, 1, null);
    }

    private Diagnostic? DemandProblem()
    {
        foreach (var proof in receipt.Proofs)
        {
            bool isMixed = proof.Profile != receipt.Proofs[0].Profile || receipt.BoundModels.Any(bound => bound.Profile != proof.Profile);
            if (proof.Profile < expected.Profile || isMixed)
                return new(ReceiptErrors.Profile, Phase.Verify, subject, $"a proof is of profile {proof.Profile}, and {expected.Profile} is asked for, the same for all, bound weights included", "proving the run again with the profile that is asked for");
            if (expected.Nonce is { } nonce && !proof.Nonce.Span.SequenceEqual(nonce.Span))
                return new(ReceiptErrors.Nonce, Phase.Verify, subject, "a proof is not bound to the nonce that was asked for", "proving the run again with the nonce");
        }

        return null;
    }

    private Diagnostic? UnusedProblem(ImmutableArray<CompiledCircuit?> circuits)
    {
        foreach (var wide in receipt.WideOutputs)
        {
            // Of a circuit that no proof covers nobody knows here what it needs.
            bool used = wide.Step < circuits.Length && (circuits[wide.Step] is { } circuit
                ? wide.Output < circuit.Outputs.Length && WideOutput.IsNeededFor(circuit, wide.Output)
                : CircuitUnit.IsCircuit(receipt.Program.Steps[wide.Step]));
            if (!used)
                return new(ReceiptErrors.Unused, Phase.Verify, subject, $"nothing needs the integers of output {wide.Output} of step {wide.Step}", "another copy of the receipt");
        }

        return null;
    }

    private void CheckCover()
    {
        if (sample is not null)
        {
            CheckSample(sample);
            return;
        }

        const string name = "every step that is a circuit is covered by a proof";
        var circuits = receipt.Program.Steps.Count(CircuitUnit.IsCircuit);
        var covered = receipt.Proofs.Sum(proof => proof.Steps.Length);
        string? problem = circuits == 0 ? "no step of the program is a circuit" : covered != circuits ? $"{covered} of {circuits} circuits are covered by a proof" : null;
        Add(name, covered, problem is null ? null : new(ReceiptErrors.NotProved, Phase.Verify, subject, problem, "proving the run again"));
    }

    // Before the proofs: what these bound of sums relies on the range of the weights.
    private void CheckSetups(CancellationToken cancellation)
    {
        const string name = "the setup proof of bound weights shows that they are in range";
        if (receipt.BoundModels.IsEmpty)
            return;
        if (HasFailed)
        {
            setups.AddRange(receipt.BoundModels.Select(bound => new SetupResult(bound.Model.Digest, Verification.NotAttempted)));
            checks.Add(new(name, Verification.NotAttempted));
            return;
        }

        Diagnostic? refused = null;
        foreach (var bound in receipt.BoundModels)
        {
            cancellation.ThrowIfCancellationRequested();
            var digest = bound.Model.Digest;
            if (WeightsVerifier.TryVerify(bound.Model, bound.Setup.Span, out var report, out var error))
            {
                setups.Add(new(digest, Verification.Passed, report));
                continue;
            }

            setups.Add(new(digest, Verification.Failed, null, error));
            refused ??= new(ReceiptErrors.Setup, Phase.Verify, subject, $"the setup proof of the bound model {digest.ToShortString()} does not show that its weights are in range ({error.Code})",
                "not relying on this receipt; the receipt that the owner of the weights made");
        }

        Add(name, receipt.BoundModels.Length, refused);
    }

    private void CheckSample(SampledSteps chosen)
    {
        const string name = "every step that the nonce chose is covered by a proof";
        var covered = receipt.Proofs.SelectMany(proof => proof.Steps).ToImmutableSortedSet();
        int[] missing = [.. chosen.Steps.Where(step => !covered.Contains(step))];
        if (chosen.Population.IsEmpty)
            Add(name, 0, new(ReceiptErrors.NotProved, Phase.Verify, subject, "no step of the program is a circuit", "compiling the model, and running it again"));
        else if (missing.Length > 0)
            Add(name, 0, new(ReceiptErrors.Sample, Phase.Verify, subject, $"the nonce chose step {receipt.Program.Steps[missing[0]].Name}, and no proof covers it", "proving the run again with the nonce and the size of the sample"));
        else
            Add(name, chosen.Steps.Length, null);
    }

    private void CheckProofs(ImmutableArray<ProofStatement> statements, CancellationToken cancellation)
    {
        if (statements.IsEmpty)
        {
            results.AddRange(receipt.Proofs.Select(proof => new ProofResult(proof.Steps, Verification.NotAttempted)));
            if (!receipt.Proofs.IsEmpty)
                checks.Add(new("every proof shows what the run says", Verification.NotAttempted));
            return;
        }

        Diagnostic? refused = null;
        for (int i = 0; i < statements.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var proof = receipt.Proofs[i];
            if (CircuitVerifier.TryVerify(statements[i], proof.Bytes.Span, out var report, out var error))
            {
                results.Add(new(proof.Steps, Verification.Passed, report));
                continue;
            }

            results.Add(new(proof.Steps, Verification.Failed, null, error));
            refused ??= new(ReceiptErrors.Proof, Phase.Verify, subject,
                $"the proof of step {string.Join(", ", proof.Steps.Select(step => receipt.Program.Steps[step].Name))} does not show what the run says ({error.Code})",
                "not relying on this receipt; proving the run again");
        }

        Add("every proof shows what the run says", statements.Length, refused);
    }

    private ReceiptVerdict MakeVerdict(ImmutableArray<CompiledCircuit?> circuits)
    {
        var verdict = new Verdict(checks.DrainToImmutable());
        var proofs = results.DrainToImmutable();
        var steps = new Assurance[receipt.Program.Steps.Length];
        if (verdict.Status != Verification.Failed && !circuits.IsEmpty)
        {
            Array.Fill(steps, Assurance.Executed);
            foreach (int step in proofs.Where(proof => proof.Status == Verification.Passed).SelectMany(proof => proof.Steps))
                steps[step] = Assurance.Proved;
        }

        var setup = setups.DrainToImmutable();

        // A setup proof counts beside proofs that rely on it, and for nothing by itself.
        SecurityReport[] reports = [.. proofs.Select(proof => proof.Report).OfType<SecurityReport>()];
        if (reports.Length > 0)
            reports = [.. reports, .. setup.Select(result => result.Report).OfType<SecurityReport>()];
        return new()
        {
            Verdict = verdict,
            Program = receipt.Program.Digest,
            Claim = receipt.Claim.Digest,
            ModelRoot = ReceiptCircuits.RootOf(receipt),
            Steps = [.. steps],
            Setups = setup,
            Proofs = proofs,
            Security = reports.Length == 0 ? null : new(
                reports.Select(report => report.Minimum).Min(), SecurityReport.UnionOf(reports), reports.SelectMany(report => report.Terms).Max(term => term.WorkBits)),
            Sample = sample,
            NotChecked = UncheckedParts.Of(receipt, circuits, expected, [.. steps]),
        };
    }

    private Diagnostic Unexpected(string message) => new(ReceiptErrors.Unexpected, Phase.Verify, subject, message, "the receipt that was meant, or another digest to expect");

    private void Add(string name, int count, Diagnostic? why)
    {
        var status = why is null ? Verification.Passed : why.Code.Class == ErrorClass.Inconclusive ? Verification.Inconclusive : Verification.Failed;
        checks.Add(new(name, status, why is null ? count : 0, why));
    }
}
