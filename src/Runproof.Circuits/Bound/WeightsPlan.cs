using System.Collections.Immutable;
using Runproof.Circuits.Claims;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Witness;
using Runproof.Proofs.Commitments;
using Runproof.Proofs.Fields;
using Runproof.Proofs.Hashing;
using Runproof.Proofs.Lookups;
using Runproof.Proofs.Security;
using Runproof.Proofs.Sumcheck;
using Runproof.Proofs.Transcripts;

namespace Runproof.Circuits.Bound;

/// <summary>What a setup proof commits to and looks up: a function of the layout alone.</summary>
/// <remarks>The witness holds three limbs of bias + 2^31, of 12, 12 and 8 bits, and how often each row of each table is looked up, largest block first.</remarks>
internal sealed class WeightsPlan
{
    private const int LargestWeight = 127;
    private const int LimbBits = WitnessPlan.LimbBits;
    private const int TopBits = 8;
    private const long BiasOffset = 1L << 31;

    /// <summary>The blocks of the witness by what they hold: limbs 0 to 2, then the multiplicities of the tables.</summary>
    private readonly (int Start, int Log)[] blocks;

    public WeightsPlan(WeightsLayout layout, SecurityProfile profile)
    {
        Layout = layout;
        WeightsGeometry = layout.Geometry(profile);
        Lookups = new(
            [
                new(1, [[.. Range(-LargestWeight, (2 * LargestWeight) + 1)]]),
                new(2, [[.. Range(0, 1 << LimbBits)]]),
                new(3, [[.. Range(0, 1 << TopBits)]]),
            ],
            [new(1, layout.LogWeights), new(2, layout.LogBiases), new(2, layout.LogBiases), new(3, layout.LogBiases)]);
        blocks = Place([layout.LogBiases, layout.LogBiases, layout.LogBiases, TopBits, LimbBits, TopBits]);
        Length = blocks.Max(block => block.Start + (1 << block.Log));
        Geometry = CommitmentShapes.OfLength(Length, profile) ?? throw new InvalidOperationException("no matrix holds the limbs");
        Parameters = new()
        {
            Profile = profile,
            ChallengeDegree = CommitmentShapes.ChallengeDegree(profile),
            WorkBits = CommitmentShapes.WorkBits,
            Lookups = new(1L << Lookups.Depth, 1),
            Claims = Lookups.CommittedColumns.Length + 1,
            BatchRounds = Math.Max(WeightsGeometry.Variables, Geometry.Variables),
            Matrices = [WeightsGeometry.Matrix, Geometry.Matrix],
        };
    }

    public WeightsLayout Layout { get; }

    /// <summary>The shape of the commitment to the weights.</summary>
    public LigeroGeometry WeightsGeometry { get; }

    /// <summary>The shape of the witness.</summary>
    public LigeroGeometry Geometry { get; }

    /// <summary>What is looked up: the weights, then the limbs.</summary>
    public LookupStatement<Goldilocks> Lookups { get; }

    public SecurityParameters Parameters { get; }

    /// <summary>Number of witness values.</summary>
    public int Length { get; }

    /// <summary>Absorbs what is committed.</summary>
    public Transcript Begin(BoundModel model, Hash256 witness)
    {
        var transcript = new Transcript("runproof.weights", 1, Parameters.Profile == SecurityProfile.P100 ? "p100" : "p128");
        transcript.AppendBytes("parameters", SecurityParametersFormat.Write(Parameters));
        StatementTranscript.Append(transcript, model);
        transcript.Section("weights-witness");
        new LigeroCommitment(Geometry, witness).AppendTo(transcript);
        return transcript;
    }

    /// <summary>The witness of a committed vector.</summary>
    public int[] Fill(ReadOnlySpan<int> weights)
    {
        var witness = new int[Geometry.Matrix.Rows * Geometry.Matrix.Columns];
        var biases = weights.Slice(1 << Layout.LogWeights, 1 << Layout.LogBiases);
        for (int i = 0; i < biases.Length; i++)
        {
            long shifted = biases[i] + BiasOffset;
            Block(witness, 0)[i] = (int)(shifted & ((1 << LimbBits) - 1));
            Block(witness, 1)[i] = (int)((shifted >> LimbBits) & ((1 << LimbBits) - 1));
            Block(witness, 2)[i] = (int)(shifted >> (2 * LimbBits));
        }

        foreach (int weight in weights[..(1 << Layout.LogWeights)])
            Block(witness, 3)[weight + LargestWeight]++;
        for (int limb = 0; limb < 3; limb++)
        {
            foreach (int value in Block(witness, limb))
                Block(witness, limb < 2 ? 4 : 5)[value]++;
        }

        return witness;
    }

    /// <summary>A column of the lookups: the weights, or a block of the witness.</summary>
    public ReadOnlySpan<int> Column(LookupColumn column, int[] weights, int[] witness) =>
        BlockOf(column) is { } block ? Block(witness, block) : weights.AsSpan(0, 1 << Layout.LogWeights);

    /// <summary>The claims that the lookups leave, and that the limbs are those of the biases.</summary>
    public ImmutableArray<LinearClaim<E>> Claims<E>(ImmutableArray<LookupOpening<E>> openings)
        where E : struct, IExtensionField<E, Goldilocks>
    {
        var claims = ImmutableArray.CreateBuilder<LinearClaim<E>>();
        E bias = E.FromInt64(-BiasOffset);
        ImmutableArray<E> point = [];
        foreach (var opening in openings)
        {
            int polynomial = BlockOf(opening.Column) is null ? 0 : 1;
            int start = BlockOf(opening.Column) is { } block ? blocks[block].Start : 0;
            claims.Add(LinearClaim.At(polynomial, CubePoint.Of(start, (polynomial == 0 ? WeightsGeometry : Geometry).Variables, opening.Point), opening.Value));
            if (opening.Column is { IsMultiplicity: false, Owner: > 0 })
            {
                bias += opening.Value * Goldilocks.FromInt64(1L << (LimbBits * (opening.Column.Owner - 1)));
                point = opening.Point;
            }
        }

        claims.Add(LinearClaim.At(0, CubePoint.Of(1 << Layout.LogWeights, WeightsGeometry.Variables, point), bias));
        return claims.ToImmutable();
    }

    private static IEnumerable<Goldilocks> Range(int first, int count) => Enumerable.Range(first, count).Select(value => Goldilocks.FromInt64(value));

    private static (int Start, int Log)[] Place(int[] logs)
    {
        var placed = new (int Start, int Log)[logs.Length];
        int start = 0;
        foreach (int i in Enumerable.Range(0, logs.Length).OrderByDescending(i => logs[i]))
        {
            placed[i] = (start, logs[i]);
            start += 1 << logs[i];
        }

        return placed;
    }

    private static int? BlockOf(LookupColumn column) => column switch
    {
        { IsMultiplicity: true } => 3 + column.Owner,
        { Owner: > 0 } => column.Owner - 1,
        _ => null,
    };

    private Span<int> Block(int[] witness, int block) => witness.AsSpan(blocks[block].Start, 1 << blocks[block].Log);
}
