using Runproof.Circuits.Execution;
using Runproof.Circuits.Graph;
using Runproof.Circuits.Proving;
using Runproof.Circuits.Statements;
using Runproof.Circuits.Tests.Graph;
using Runproof.Circuits.Witness;
using Runproof.Core.Hashing;
using Runproof.Proofs.Security;

namespace Runproof.Circuits.Tests.Proving;

/// <summary>Provers that follow the protocol but for one lie, as cleverly as they can.</summary>
public sealed class CheatingProverTests
{
    private const int Pool = 0;
    private const int Layer = 1;
    private const int Flip = 2;
    private const int Limbs = 1 << WitnessPlan.LimbBits;

    private static readonly SmallCircuit Example = new();
    private static readonly (ProofStatement Statement, CircuitExecution Execution) Padded = MakePadded();

    public static TheoryData<string, ProofErrorCode> Names() => new(Cheats.Select(cheat => (cheat.Key, cheat.Value.Code)));

    private static SortedDictionary<string, (CheatingProver Prover, ProofErrorCode Code)> Cheats { get; } = new(StringComparer.Ordinal)
    {
        ["a limb out of its range, compensated in the other"] = (Cheat(LargeLimb), ProofErrorCode.WrongLookups),
        ["lo0 shifted and compensated elsewhere"] = (Cheat(ShiftLimbs), ProofErrorCode.WrongOpening),
        ["limbs of two blocks exchanged"] = (Cheat(ExchangeLimbs), ProofErrorCode.WrongOpening),
        ["a result that is no row of its table"] = (Cheat((plan, vector) => Of(plan, vector, BlockKind.Result, Layer)[0] ^= 1), ProofErrorCode.WrongLookups),
        ["a looked-up value that is no row of its table"] = (Cheat((plan, vector) => Of(plan, vector, BlockKind.Result, Flip)[5] ^= 1), ProofErrorCode.WrongLookups),
        ["a wrong difference of a pool"] = (Cheat((plan, vector) => Of(plan, vector, BlockKind.Difference, Pool, 1)[3]++), ProofErrorCode.WrongLookups),
        ["results in another order"] = (Cheat((plan, vector) => Of(plan, vector, BlockKind.Result, Layer).Reverse()), ProofErrorCode.WrongLookups),
        ["a multiplicity too many"] = (Cheat((plan, vector) => Rows(plan, vector, 0)[0]++), ProofErrorCode.WrongLookups),
        ["a table that pays for another"] = (Cheat((plan, vector) => (Rows(plan, vector, 0)[0], Rows(plan, vector, 1)[0]) = (Rows(plan, vector, 0)[0] + 1, Rows(plan, vector, 1)[0] - 1)), ProofErrorCode.WrongLookups),
        ["hi = 2^11"] = (new(Example.Statement, WithSum(2048L << 24)), ProofErrorCode.WrongLookups),
        ["hi = -2^11 - 1"] = (new(Example.Statement, WithSum(-2049L << 24)), ProofErrorCode.WrongLookups),
        ["another sum"] = (new(Example.Statement, WithSum(5L << 24)), ProofErrorCode.WrongOpening),
        ["a value changed after the lookups"] = (new(Example.Statement, Example.Execution) { Opened = (plan, vector) => Of(plan, vector, BlockKind.LowLimb, Layer)[0] ^= 1 }, ProofErrorCode.WrongOpening),
        ["the first claim dropped"] = (new(Example.Statement, Example.Execution) { Claims = claims => claims.RemoveAt(0) }, ProofErrorCode.WrongOpening),
        ["one of the residual claims dropped"] = (new(Example.Statement, Example.Execution) { Claims = claims => claims.RemoveAt(claims.Length / 2) }, ProofErrorCode.WrongOpening),
        ["the claim on the output dropped"] = (new(Example.Statement, Example.Execution) { Claims = claims => claims.RemoveAt(claims.Length - 1) }, ProofErrorCode.WrongOpening),
        ["challenges drawn before the commitment"] = (new(Example.Statement, Example.Execution) { DrawsFirst = true }, ProofErrorCode.WrongLookups),
        ["a result in a padded channel"] = (new(Padded.Statement, Padded.Execution) { Witness = (plan, vector) => Of(plan, vector, BlockKind.Result, 0)[^1]++ }, ProofErrorCode.WrongLookups),
        ["a limb in a padded channel, counted"] = (new(Padded.Statement, Padded.Execution) { Witness = PaddedLimb }, ProofErrorCode.WrongPublicValues),
    };

    [Fact]
    public void Proves_as_the_honest_prover_where_nobody_cheats() => Assert.Equal(Example.Prove(), new CheatingProver(Example.Statement, Example.Execution).Prove());

    [Theory]
    [MemberData(nameof(Names))]
    public void Refuses_a_prover_that_cheats(string cheat, ProofErrorCode code)
    {
        var (prover, _) = Cheats[cheat];
        var statement = cheat.Contains("padded", StringComparison.Ordinal) ? Padded.Statement : Example.Statement;
        Assert.False(CircuitVerifier.TryVerify(statement, prover.Prove(), out _, out var error));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public void Nothing_reads_what_lies_behind_the_witness()
    {
        int behind = 0;
        var prover = new CheatingProver(Example.Statement, Example.Execution)
        {
            Witness = (plan, vector) =>
            {
                behind = vector.Length - plan.Length;
                vector.AsSpan(plan.Length).Fill(12345);
            },
        };
        Assert.True(CircuitVerifier.TryVerify(Example.Statement, prover.Prove(), out _, out var error), error?.ToString());
        Assert.True(behind > 0);
    }

    [Fact]
    public void Every_part_of_the_statement_is_absorbed()
    {
        var proof = Example.Prove();
        var honest = Example.Statement;
        var slice = honest.Slices[0];
        var other = Digest.Parse(new string('f', 64));
        Assert.All(
            new ProofStatement[]
            {
                honest with { Context = other },
                honest with { Program = other },
                honest with { Profile = SecurityProfile.P128 },
                honest with { Slices = [slice with { Index = 1 }] },
                honest with { Slices = [slice with { CircuitDigest = other }] },
                honest with { Slices = [slice with { WeightsRoot = other }] },
                honest with { Slices = [slice with { Outputs = [OutputUse.Internal] }] },
                honest with { Slices = [slice, slice] },
            },
            statement => Assert.False(CircuitVerifier.TryVerify(statement, proof, out _, out _)));
    }

    private static CheatingProver Cheat(Action<WitnessPlan, int[]> change) => new(Example.Statement, Example.Execution) { Witness = change };

    private static Span<int> Of(WitnessPlan plan, int[] vector, BlockKind kind, int node, int part = 0)
    {
        var block = plan.Blocks[plan.FindBlock(0, node, kind, part)];
        return vector.AsSpan(block.Start, block.Length);
    }

    private static Span<int> Rows(WitnessPlan plan, int[] vector, int table)
    {
        var block = plan.Blocks[plan.MultiplicityBlocks[table]];
        return vector.AsSpan(block.Start, block.Length);
    }

    private static void Move(WitnessPlan plan, int[] vector, ref int limb, int by)
    {
        Rows(plan, vector, 0)[limb]--;
        limb += by;
        if (limb is >= 0 and < Limbs)
            Rows(plan, vector, 0)[limb]++;
    }

    private static void LargeLimb(WitnessPlan plan, int[] vector)
    {
        Span<int> low = Of(plan, vector, BlockKind.LowLimb, Layer), high = Of(plan, vector, BlockKind.HighLimb, Layer);
        int at = 0;
        while (high[at] == 0)
            at++;
        Move(plan, vector, ref low[at], Limbs);
        Move(plan, vector, ref high[at], -1);
    }

    private static void ShiftLimbs(WitnessPlan plan, int[] vector)
    {
        var low = Of(plan, vector, BlockKind.LowLimb, Layer);
        int up = low.IndexOfAnyExcept(Limbs - 1), down = low.LastIndexOfAnyExcept(0);
        Assert.NotEqual(up, down);
        Move(plan, vector, ref low[up], 1);
        Move(plan, vector, ref low[down], -1);
    }

    private static void ExchangeLimbs(WitnessPlan plan, int[] vector)
    {
        Span<int> low = Of(plan, vector, BlockKind.LowLimb, Layer), high = Of(plan, vector, BlockKind.HighLimb, Layer);
        var kept = low.ToArray();
        high.CopyTo(low);
        kept.CopyTo(high);
    }

    private static void PaddedLimb(WitnessPlan plan, int[] vector) => Move(plan, vector, ref Of(plan, vector, BlockKind.LowLimb, 0)[^1], 1);

    private static CircuitExecution WithSum(long sum)
    {
        long[][] sums = [.. Example.Execution.Sums.Select(values => values.ToArray())];
        int[][] tensors = [.. Example.Execution.Tensors.Select(values => values.ToArray())];
        sums[Layer][0] = sum;
        tensors[Example.Circuit.InputCount + Layer][0] = (int)Math.Clamp(sum >> Requantize.Shift, 0, 127);
        tensors[Example.Circuit.InputCount + Flip][0] = 127 - tensors[Example.Circuit.InputCount + Layer][0];
        return new(Example.Circuit, tensors, sums);
    }

    private static (ProofStatement Statement, CircuitExecution Execution) MakePadded()
    {
        var random = new Random(3);
        int[] input = [.. Enumerable.Range(0, 32).Select(_ => random.Next(-8, 9))];
        Assert.True(CircuitExecutor.TryExecute(SampleCircuit.Sample, SampleCircuit.Weights, [input], default, out var execution, out var error), error?.ToString());
        var slice = Example.Statement.Slices[0] with
        {
            Circuit = SampleCircuit.Sample,
            Weights = SampleCircuit.Weights,
            Inputs = [new InputSource.Public([.. input])],
            Outputs = [new OutputUse([.. execution.Output(0)])],
        };
        return (Example.Statement with { Slices = [slice] }, execution);
    }
}
