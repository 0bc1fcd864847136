using System.Collections.Immutable;
using System.Numerics;
using Runproof.Proofs.Security;

namespace Runproof.Proofs.Tests.Security;

public sealed class SecurityCalculatorTests
{
    [Theory]
    [InlineData(SecurityProfile.P100, 2048, 13, 124)]
    [InlineData(SecurityProfile.P100, 256, 10, 124)]
    [InlineData(SecurityProfile.P100, 2048, 14, 102)]
    [InlineData(SecurityProfile.P100, 256, 11, 102)]
    [InlineData(SecurityProfile.P128, 2048, 13, 166)]
    [InlineData(SecurityProfile.P128, 2048, 14, 135)]
    public void Needs_exactly_the_designed_queries_with_sixteen_bits_of_work(SecurityProfile profile, int columns, int logCodeLength, int queries)
    {
        Assert.True(SecurityCalculator.TryAccept(Example(profile, columns, logCodeLength, queries), out _, out _));

        Assert.False(SecurityCalculator.TryAccept(Example(profile, columns, logCodeLength, queries - 1), out _, out SecurityError? error));
        Assert.Equal(SecurityErrorCode.Weak, error.Code);
        Assert.Equal("matrix 0 queries", error.Subject);
    }

    // Provenance: t·log2(n/(n − e − 1)) + 16 in arithmetic of 400 bits (mpmath), cut to two decimals.
    [Theory]
    [InlineData(2048, 0, 13, 124, "100.11")]
    [InlineData(2048, 0, 14, 102, "100.68")]
    [InlineData(2048, 0, 13, 166, "128.60")]
    [InlineData(2048, 0, 14, 135, "128.08")]
    [InlineData(256, 0, 10, 124, "100.36")]
    [InlineData(256, 124, 10, 124, "83.79")]
    public void Reports_the_query_bits_of_the_design(int columns, int randomness, int logCodeLength, int queries, string expected)
    {
        SecurityReport report = Compute(Example(SecurityProfile.P100, columns, logCodeLength, queries, randomness));

        Assert.Equal(expected, Term(report, SecurityTermKind.Queries).Bits.ToString());
    }

    [Fact]
    public void Charges_hiding_randomness_to_the_code_and_names_what_that_weakens()
    {
        SecurityParameters hiding = Example(SecurityProfile.P100, 256, 10, 124, randomness: 124);

        Assert.False(SecurityCalculator.TryAccept(hiding, out SecurityReport? report, out SecurityError? error));

        Assert.Equal(new SecurityError(SecurityErrorCode.Weak, "matrix 0 queries", "83.79 bits", "at least 100 bits"), error);
        Assert.Equal(SecurityTermKind.Queries, report!.Weakest.Kind);
        Assert.Equal("Weak: matrix 0 queries is 83.79 bits, expected at least 100 bits", error.ToString());
    }

    [Fact]
    public void Reports_every_term_of_a_proof_with_the_size_of_a_small_network()
    {
        // Provenance: −log2 of count/p² in arithmetic of 400 bits; counts 6·8192, 2^16, 392, 900, 121.
        SecurityReport report = Compute(Example(SecurityProfile.P100, 2048, 13, 124));

        Assert.Equal(
            ["matrix 0 queries 100.11", "matrix 0 tensor 112.41", "fingerprints 111.99", "fraction tree 119.38", "layers 118.18", "batching 121.08", "collision 128.00"],
            report.Terms.Select(term => $"{term.Name} {term.Bits}"));
        Assert.Equal("100.11", report.Minimum.ToString());
        Assert.Equal("100.11", report.Union.ToString());
    }

    [Fact]
    public void Counts_work_only_where_it_stands()
    {
        SecurityParameters worked = Example(SecurityProfile.P100, 2048, 13, 124);
        SecurityReport with = Compute(worked);
        SecurityReport without = Compute(worked with { WorkBits = 0 });

        foreach ((SecurityTerm left, SecurityTerm right) in with.Terms.Zip(without.Terms))
        {
            long gain = left.Bits.Raw - right.Bits.Raw;
            Assert.Equal(left.Kind == SecurityTermKind.Queries ? 16L << 32 : 0, gain);
            Assert.Equal(left.Kind == SecurityTermKind.Queries ? 16 : 0, left.WorkBits);
        }
    }

    [Fact]
    public void Refuses_128_bits_in_the_extension_of_degree_two_whatever_the_queries()
    {
        SecurityParameters parameters = Example(SecurityProfile.P128, 2048, 13, 512) with { ChallengeDegree = 2 };

        Assert.False(SecurityCalculator.TryAccept(parameters, out _, out SecurityError? error));

        Assert.Equal((SecurityErrorCode.Weak, "fingerprints"), (error.Code, error.Subject));
    }

    [Fact]
    public void Names_whichever_term_is_the_weakest()
    {
        SecurityParameters strong = Example(SecurityProfile.P100, 2048, 13, 124);
        MatrixParameters matrix = strong.Matrices[0];

        Assert.Equal("fingerprints", Weak(strong with { Lookups = new(1L << 40, 1), Matrices = [] }, SecurityProfile.P100));
        Assert.Equal("fraction tree", Weak(strong with { Lookups = new(1L << 16, 65535), Matrices = [] }, SecurityProfile.P128));
        Assert.Equal("layers", Weak(strong with { LayerRounds = 1 << 30, LayerDegree = 8 }, SecurityProfile.P100));
        Assert.Equal("batching", Weak(strong with { Claims = 1 << 30 }, SecurityProfile.P100));
        Assert.Equal("matrix 1 tensor", Weak(strong with { Matrices = [matrix, new(1 << 30, 4, 0, 32, 512)] }, SecurityProfile.P100));
        Assert.Equal("matrix 1 queries", Weak(strong with { Matrices = [matrix, matrix with { Queries = 1 }] }, SecurityProfile.P100));
    }

    [Fact]
    public void Caps_every_proof_at_the_collision_bound_of_the_hash()
    {
        SecurityParameters nothing = new() { Profile = SecurityProfile.P128, ChallengeDegree = 3, WorkBits = 0 };

        Assert.True(SecurityCalculator.TryAccept(nothing, out SecurityReport? report, out _));

        Assert.Equal(SecurityTermKind.Collision, Assert.Single(report.Terms).Kind);
        Assert.Equal("128.00", report.Minimum.ToString());
    }

    [Fact]
    public void Gives_no_bits_to_a_code_without_distance()
    {
        // k = n: one error in n places, n = 1: no place is left that could miss it.
        Assert.Equal("0.17", Term(Compute(Example(SecurityProfile.P100, 1024, 10, 124) with { WorkBits = 0 }), SecurityTermKind.Queries).Bits.ToString());
        Assert.DoesNotContain(Compute(Example(SecurityProfile.P100, 1, 0, 1)).Terms, term => term.Kind == SecurityTermKind.Queries);
    }

    [Fact]
    public void Asks_no_tensor_bits_of_a_single_row()
    {
        SecurityParameters parameters = Example(SecurityProfile.P100, 2048, 13, 124);
        ImmutableArray<MatrixParameters> single = [parameters.Matrices[0] with { Rows = 1 }];

        Assert.DoesNotContain(Compute(parameters with { Matrices = single }).Terms, term => term.Kind == SecurityTermKind.Tensor);
    }

    [Fact]
    public void Decides_on_the_exact_fraction_where_printed_bits_are_equal()
    {
        // Both errors print as 100.00 bits; one is 2^-100 exactly and the other one part in 2^90 above it.
        SoundnessError exact = SoundnessError.OverPowerOfTwo(BigInteger.One, 100);
        SoundnessError above = SoundnessError.OverPowerOfTwo((BigInteger.One << 90) + 1, 190);

        Assert.True(exact.IsAtMost(100));
        Assert.False(above.IsAtMost(100));
        Assert.True(above.IsAbove(exact));
        Assert.False(exact.IsAbove(above));
        Assert.Equal("99.99", above.ToBits().ToString());
    }

    [Fact]
    public void Adds_errors_exactly()
    {
        BigInteger field = 97;
        SoundnessError sum = SoundnessError.OverField(3, field) + SoundnessError.OverPowerOfTwo(5, 7) + SoundnessError.OverField(1, field);

        Assert.Equal((4 * 128) + (5 * 97), sum.Numerator);
        Assert.Equal(97, sum.OddDenominator);
        Assert.Equal(7, sum.Shift);
        Assert.Equal(0, SoundnessError.OverField(98, field).ToBits().Raw);
    }

    [Fact]
    public void Never_gains_from_a_larger_statement_or_fewer_queries()
    {
        SecurityParameters parameters = Example(SecurityProfile.P100, 2048, 13, 124);
        MatrixParameters matrix = parameters.Matrices[0];
        SecurityParameters[] weaker =
        [
            parameters with { Lookups = new(parameters.Lookups.Terms * 2, 1) },
            parameters with { Lookups = parameters.Lookups with { Trees = 2 } },
            parameters with { LayerRounds = parameters.LayerRounds + 1 },
            parameters with { LayerDegree = 4 },
            parameters with { Claims = parameters.Claims + 1 },
            parameters with { BatchRounds = parameters.BatchRounds + 1 },
            parameters with { WorkBits = 15 },
            parameters with { ChallengeDegree = 2 },
            parameters with { Matrices = [matrix with { Rows = matrix.Rows * 2 }] },
            parameters with { Matrices = [matrix with { Randomness = 2 }] },
            parameters with { Matrices = [matrix with { Queries = 123 }] },
            parameters with { Matrices = [matrix, matrix] },
        ];
        SoundnessError strong = Sum(parameters with { ChallengeDegree = 3 });

        Assert.All(weaker, set => Assert.True(Sum(set.ChallengeDegree == 2 && set != weaker[7] ? set with { ChallengeDegree = 3 } : set).IsAbove(strong)));
    }

    private static SoundnessError Sum(SecurityParameters parameters) =>
        Compute(parameters).Terms.Aggregate(SoundnessError.Zero, (sum, term) => sum + term.Error);

    private static string Weak(SecurityParameters parameters, SecurityProfile profile)
    {
        Assert.False(Compute(parameters).TryMeet(profile, out SecurityError? error));
        Assert.Equal(SecurityErrorCode.Weak, error.Code);
        return error.Subject;
    }

    private static SecurityReport Compute(SecurityParameters parameters)
    {
        Assert.True(SecurityCalculator.TryCompute(parameters, out SecurityReport? report, out SecurityError? error), error?.ToString());
        return report;
    }

    private static SecurityTerm Term(SecurityReport report, SecurityTermKind kind) => report.Terms.Single(term => term.Kind == kind);

    private static SecurityParameters Example(SecurityProfile profile, int columns, int logCodeLength, int queries, int randomness = 0) => new()
    {
        Profile = profile,
        ChallengeDegree = profile == SecurityProfile.P100 ? 2 : 3,
        WorkBits = 16,
        Lookups = new(1 << 16, 1),
        LayerRounds = 300,
        LayerDegree = 3,
        Claims = 90,
        BatchRounds = 16,
        Matrices = [new(34, columns, randomness, logCodeLength, queries)],
    };
}
