using FsCheck;
using FsCheck.Fluent;
using Runproof.Proofs.Security;

namespace Runproof.Proofs.Tests.Security;

public sealed class SecurityParametersFormatTests
{
    private static readonly SecurityParameters Example = new()
    {
        Profile = SecurityProfile.P128,
        ChallengeDegree = 3,
        WorkBits = 16,
        Lookups = new(0x0102030405, 0x0607),
        LayerRounds = 0x08090A0B,
        LayerDegree = 3,
        Claims = 0x0C0D0E0F,
        BatchRounds = 0x1011,
        Matrices = [new(0x12131415, 0x100, 0x161718, 32, 0x119), new(1, 1, 0, 0, 1)],
    };

    [Fact]
    public void Writes_the_bytes_of_version_one()
    {
        // Provenance: written down by hand from the documented layout.
        Assert.Equal(
            "01" + "80" + "03" + "10" + "0504030201000000" + "0706" + "0B0A0908" + "03" + "0F0E0D0C" + "1110" + "0200"
            + "15141312" + "00010000" + "18171600" + "20" + "1901"
            + "01000000" + "01000000" + "00000000" + "00" + "0100",
            Convert.ToHexString(SecurityParametersFormat.Write(Example)));
    }

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        Assert.True(SecurityParametersFormat.TryRead(SecurityParametersFormat.Write(Example), out SecurityParameters? read, out SecurityError? error));

        Assert.Null(error);
        Assert.Equal(Example, read);
        Assert.Equal(Example.GetHashCode(), read.GetHashCode());
        Assert.NotEqual(Example with { Claims = 1 }, read);
        Assert.NotEqual(Example with { Matrices = [] }, read);
        Assert.False(read.Equals(null));
    }

    [Fact]
    public void Accepts_no_second_encoding_of_any_set()
    {
        byte[] bytes = SecurityParametersFormat.Write(Example);
        for (int bit = 0; bit < bytes.Length * 8; bit++)
        {
            byte[] flipped = [.. bytes];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (!SecurityParametersFormat.TryRead(flipped, out SecurityParameters? read, out SecurityError? error))
            {
                Assert.NotNull(error);
                continue;
            }

            Assert.NotEqual(Example, read);
            Assert.Equal(flipped, SecurityParametersFormat.Write(read));
        }
    }

    [Fact]
    public void Rejects_every_shorter_and_longer_length()
    {
        byte[] bytes = SecurityParametersFormat.Write(Example);
        byte[] longer = [.. bytes, 0];

        for (int length = 0; length < bytes.Length; length++)
            Assert.Equal(SecurityErrorCode.WrongLength, Refusal(bytes[..length]).Code);
        Assert.Equal(new SecurityError(SecurityErrorCode.WrongLength, "encoding", "58 bytes", "57 bytes"), Refusal(longer));
    }

    [Fact]
    public void Rejects_an_unknown_version_naming_found_and_supported()
    {
        byte[] bytes = SecurityParametersFormat.Write(Example);
        bytes[0] = 2;

        Assert.Equal(new SecurityError(SecurityErrorCode.UnknownVersion, "encoding", "2", "1"), Refusal(bytes));
    }

    [Fact]
    public void Rejects_more_matrices_than_are_allowed_before_it_reads_one()
    {
        byte[] bytes = SecurityParametersFormat.Write(Example);
        bytes[26] = 0xFF;

        Assert.Equal(("matrices", "65282"), (Refusal(bytes).Subject, Refusal(bytes).Found));
    }

    public static TheoryData<string, SecurityParameters> OutOfRange()
    {
        MatrixParameters matrix = new(34, 256, 0, 10, 124);
        return new()
        {
            { "profile", Example with { Profile = (SecurityProfile)80 } },
            { "challenge degree", Example with { ChallengeDegree = 1 } },
            { "challenge degree", Example with { ChallengeDegree = 4 } },
            { "work bits", Example with { WorkBits = -1 } },
            { "work bits", Example with { WorkBits = 33 } },
            { "lookup terms", Example with { Lookups = new(-1, 0) } },
            { "lookup terms", Example with { Lookups = new((1L << 40) + 1, 1) } },
            { "lookup trees", Example with { Lookups = new(0, 1) } },
            { "lookup trees", Example with { Lookups = new(9, 0) } },
            { "lookup trees", Example with { Lookups = new(9, 10) } },
            { "lookup trees", Example with { Lookups = new(1 << 20, 1 << 16) } },
            { "layer rounds", Example with { LayerRounds = -1 } },
            { "layer degree", Example with { LayerDegree = 0 } },
            { "layer degree", Example with { LayerDegree = 9 } },
            { "layer degree", Example with { LayerRounds = 0 } },
            { "claims", Example with { Claims = -1 } },
            { "batch rounds", Example with { BatchRounds = 1 << 16 } },
            { "matrices", Example with { Matrices = [.. Enumerable.Repeat(matrix, 257)] } },
            { "matrix 0 rows", Example with { Matrices = [matrix with { Rows = 0 }] } },
            { "matrix 1 columns", Example with { Matrices = [matrix, matrix with { Columns = 0 }] } },
            { "matrix 0 columns", Example with { Matrices = [matrix with { Columns = 255 }] } },
            { "matrix 0 randomness", Example with { Matrices = [matrix with { Randomness = -1 }] } },
            { "matrix 0 code length log2", Example with { Matrices = [matrix with { LogCodeLength = 33 }] } },
            { "matrix 0 dimension", Example with { Matrices = [matrix with { Randomness = 769 }] } },
            { "matrix 0 queries", Example with { Matrices = [matrix with { Queries = 0 }] } },
            { "matrix 0 queries", Example with { Matrices = [matrix with { Queries = 513 }] } },
        };
    }

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void Refuses_what_lies_outside_its_range_to_calculate_and_to_write(string subject, SecurityParameters parameters)
    {
        Assert.False(SecurityCalculator.TryCompute(parameters, out SecurityReport? report, out SecurityError? error));

        Assert.Null(report);
        Assert.Equal((SecurityErrorCode.OutOfRange, subject), (error.Code, error.Subject));
        Assert.Throws<ArgumentException>(() => SecurityParametersFormat.Write(parameters));
    }

    [Fact]
    public void Survives_any_bytes_and_calculates_whatever_it_reads()
    {
        byte[] valid = SecurityParametersFormat.Write(Example);
        Gen<byte[]> bytes =
            from noise in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
            from start in Gen.Choose(0, valid.Length)
            select valid[..start].Concat(noise).Take(valid.Length).ToArray();

        Prop.ForAll(Arb.From(bytes), source =>
        {
            bool read = SecurityParametersFormat.TryRead(source, out SecurityParameters? parameters, out SecurityError? error);
            if (read)
                Assert.True(SecurityCalculator.TryCompute(parameters!, out _, out _));
            return read ? SecurityParametersFormat.Write(parameters!).AsSpan().SequenceEqual(source) : error is not null;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static SecurityError Refusal(byte[] bytes)
    {
        Assert.False(SecurityParametersFormat.TryRead(bytes, out SecurityParameters? read, out SecurityError? error));
        Assert.Null(read);
        return error;
    }
}
