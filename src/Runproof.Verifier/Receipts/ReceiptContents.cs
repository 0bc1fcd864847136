using System.Collections.Immutable;
using Runproof.Circuits.Bound;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Tensors;
using Runproof.Core.Hashing;
using Runproof.Core.Programs;
using Runproof.Core.Traces;

namespace Runproof.Verifier.Receipts;

/// <summary>A receipt with the circuits that its program names, and what can be looked up in it.</summary>
internal sealed class ReceiptContents
{
    private readonly ImmutableArray<TraceValue> values;
    private readonly ImmutableArray<CompiledCircuit?> circuits;
    private readonly SortedDictionary<Digest, BoundModel> models = [];
    private readonly int[] proofOf;
    private readonly (int Readers, int Proved)[][] readers;

    /// <summary>Joins a receipt and its circuits.</summary>
    /// <param name="receipt">The receipt, whose records are the steps of its program, and whose proofs cover steps of it.</param>
    /// <param name="circuits">For every step its circuit; null where it is none. The receipt holds the bound models that they name, each once.</param>
    public ReceiptContents(Receipt receipt, ImmutableArray<CompiledCircuit?> circuits)
    {
        Receipt = receipt;
        this.circuits = circuits;
        values = receipt.Values.Sort((left, right) => left.Digest.CompareTo(right.Digest));
        foreach (var bound in receipt.BoundModels)
            models.Add(bound.Model.Digest, bound.Model);
        proofOf = new int[circuits.Length];
        Array.Fill(proofOf, -1);
        for (int i = 0; i < receipt.Proofs.Length; i++)
        {
            foreach (int step in receipt.Proofs[i].Steps)
                proofOf[step] = i;
        }

        readers = [.. Steps.Select(step => new (int, int)[step.Outputs.Length])];
        for (int step = 0; step < Steps.Length; step++)
        {
            foreach (var binding in Steps[step].Inputs)
            {
                if (binding.Step is not { } maker)
                    continue;
                ref var count = ref readers[(int)maker][(int)binding.Port];
                count = (count.Readers + 1, count.Proved + (proofOf[step] < 0 ? 0 : 1));
            }
        }
    }

    /// <summary>The receipt.</summary>
    public Receipt Receipt { get; }

    /// <summary>The steps of the program.</summary>
    public ImmutableArray<ProgramStep> Steps => Receipt.Program.Steps;

    /// <summary>The circuit of a step; null where it is none.</summary>
    public CompiledCircuit? CircuitOf(int step) => circuits[step];

    /// <summary>The bound model that holds the weights of a step that is a circuit; null where they are public.</summary>
    public BoundModel? BoundModelOf(int step) => circuits[step]!.Bound is { } bound ? models[bound.Model] : null;

    /// <summary>The type of an input of a step that is a circuit.</summary>
    public CircuitTensor InputType(int step, int input) => circuits[step]!.Circuit.Tensors[input];

    /// <summary>The type of an output of a step that is a circuit.</summary>
    public CircuitTensor OutputType(int step, int output) => circuits[step]!.Circuit.Tensors[circuits[step]!.Circuit.Outputs[output]];

    /// <summary>The step whose circuit makes an input as it is; −1 where it comes from elsewhere, or a function was applied to it after the proof.</summary>
    public int MakerOf(Binding binding) =>
        binding.Step is { } step && circuits[(int)step] is { } circuit && circuit.Outputs[(int)binding.Port].Function is OutputFunction.None ? (int)step : -1;

    /// <summary>The bytes of a value that is shown; null where it is not.</summary>
    public ReadOnlyMemory<byte>? Shown(Digest digest)
    {
        int low = 0, high = values.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = values[middle].Digest.CompareTo(digest);
            if (order == 0)
                return values[middle].Bytes;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return null;
    }

    /// <summary>The integers that the receipt carries of an output; null where it carries none.</summary>
    public WideOutput? FindWide(int step, int output) => Receipt.WideOutputs.FirstOrDefault(wide => wide.Step == step && wide.Output == output);

    /// <summary>
    /// Whether proofs read an output wherever it is read, so that it need not be shown. One that nobody reads, or that a step reads which is not proved, would be bound
    /// to nothing.
    /// </summary>
    public bool IsCarriedOn(int step, int output) => readers[step][output] is var (all, proved) && all > 0 && all == proved;

    /// <summary>The proof that covers a step; null where none does.</summary>
    public ReceiptProof? ProofOf(int step) => proofOf[step] < 0 ? null : Receipt.Proofs[proofOf[step]];
}
