using System.Collections.Immutable;
using System.Security.Cryptography;
using Runproof.Circuits.Proving;
using Runproof.Core.Hashing;
using Runproof.Core.Traces;
using Runproof.Proofs;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Security;
using Runproof.Runs.Execution;
using Runproof.Verifier.Receipts;

namespace Runproof.Runs.Proving;

/// <summary>The values between circuits that a receipt does not show, and the commitments to those that two proofs share.</summary>
internal sealed class HiddenValues
{
    private readonly ImmutableArray<(int Maker, int Output, int Reader)> _edges;
    private readonly Dictionary<(int Step, int Output), Boundary> _boundaries = [];

    private HiddenValues(ImmutableArray<ImmutableArray<int>> groups, ImmutableArray<(int Maker, int Output, int Reader)> edges, ImmutableHashSet<Digest> digests)
    {
        Groups = groups;
        _edges = edges;
        Digests = digests;
    }

    /// <summary>The steps that each proof covers.</summary>
    public ImmutableArray<ImmutableArray<int>> Groups { get; }

    /// <summary>Digests of the values that are not shown.</summary>
    public ImmutableHashSet<Digest> Digests { get; }

    /// <summary>Hides what only circuits that are proved make and read; inputs and outputs of the run, and what a float does not determine, stay shown.</summary>
    public static HiddenValues Of(ProgramExecutor executor, Execution.Execution execution, Claim claim, IEnumerable<ImmutableArray<int>> groups)
    {
        ImmutableArray<ImmutableArray<int>> proofs = [.. groups];
        var proved = proofs.SelectMany(group => group).ToHashSet();
        var shown = claim.Inputs.Concat(claim.Outputs).ToHashSet();
        var edges = ImmutableArray.CreateBuilder<(int Maker, int Output, int Reader)>();
        for (var reader = 0; reader < executor.Program.Steps.Length; reader++)
        {
            foreach (var binding in executor.Program.Steps[reader].Inputs)
            {
                if (binding.Step is not { } maker)
                    continue;
                var edge = ((int)maker, (int)binding.Port, reader);
                var isHidden = proved.Contains(reader) && proved.Contains((int)maker)
                    && !WideOutput.IsNeededFor(((CircuitStep)executor.Steps[(int)maker]).Circuit.Compiled, (int)binding.Port);
                if (isHidden)
                    edges.Add(edge);
                else
                    shown.Add(execution.Steps[(int)maker].Outputs[(int)binding.Port].Digest);
            }
        }

        var kept = edges.Where(edge => !shown.Contains(DigestOf(edge))).ToImmutableArray();
        return new(proofs, kept, [.. kept.Select(DigestOf)]);

        Digest DigestOf((int Maker, int Output, int Reader) edge) => execution.Steps[edge.Maker].Outputs[edge.Output].Digest;
    }

    /// <summary>The commitments that a proof names, made where nobody has made them yet.</summary>
    public ImmutableArray<ReceiptBoundary> BoundariesOf(ImmutableArray<int> group, ReceiptDraft draft, SecurityProfile profile, Workers workers)
    {
        foreach (var place in PlacesOf(group))
        {
            if (_boundaries.ContainsKey(place))
                continue;
            var circuit = draft.CircuitOf(place.Step).Compiled.Circuit;
            var values = Array.ConvertAll(draft.ExecutionOf(place.Step).Output(place.Output), value => (int)value);
            var salt = Hash256.Read(RandomNumberGenerator.GetBytes(Hash256.Size));
            _boundaries.Add(place, new Boundary(circuit.Tensors[circuit.Outputs[place.Output]].Shape, values, profile, salt, workers));
        }

        return NamedBy(group);
    }

    /// <summary>The commitments that a proof names.</summary>
    public ImmutableArray<ReceiptBoundary> NamedBy(ImmutableArray<int> group) =>
        [.. PlacesOf(group).Select(place => new ReceiptBoundary(place.Step, place.Output, _boundaries[place].Commitment.Root))];

    /// <summary>The tensor behind a commitment.</summary>
    public Boundary Find(int step, int output) => _boundaries[(step, output)];

    // A value that leaves a proof, or enters it, without being shown.
    private IEnumerable<(int Step, int Output)> PlacesOf(ImmutableArray<int> group) => _edges
        .Where(edge => group.Contains(edge.Maker) != group.Contains(edge.Reader))
        .Select(edge => (edge.Maker, edge.Output))
        .Distinct()
        .Order();
}
