using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Runproof.Proofs.Security;

namespace Runproof.Proofs.Tests.Security;

public sealed class SecurityBitsTests
{
    // Provenance: ⌊2^32 · log2(a/b)⌋ in arithmetic of 400 bits (mpmath).
    [Theory]
    [InlineData("3", "2", 2512394809)]
    [InlineData("4", "3", 1782572486)]
    [InlineData("1024", "639", 2921985991)]
    [InlineData("1024", "701", 2348184746)]
    [InlineData("8", "5", 2912296656)]
    [InlineData("16", "9", 3565144972)]
    [InlineData("18446744069414584321", "1", 274877906942)]
    [InlineData("340282366762482138490186164457219031041", "1", 549755813885)]
    [InlineData("6277101731002175853884774869567645561244584131361410908161", "12345", 766258074895)]
    [InlineData("100000000000000000000000000000000000000000000000000", "7", 701321128781)]
    [InlineData("18446744073709551616", "1", 274877906944)]
    [InlineData("18446744073709551615", "9223372036854775808", 4294967295)]
    public void Equals_the_exact_floor_of_high_precision_values(string numerator, string denominator, long expected)
    {
        SecurityBits bits = SecurityBits.Log2Floor(
            BigInteger.Parse(numerator, CultureInfo.InvariantCulture), BigInteger.Parse(denominator, CultureInfo.InvariantCulture));

        Assert.Equal(expected, bits.Raw);
    }

    [Fact]
    public void Rounds_a_quotient_just_above_one_down_to_zero_and_one_just_below_two_down_to_less_than_one()
    {
        BigInteger huge = BigInteger.One << 4000;

        Assert.Equal(0, SecurityBits.Log2Floor(huge + 1, huge).Raw);
        Assert.Equal((1L << 32) - 1, SecurityBits.Log2Floor((2 * huge) - 1, huge).Raw);
        Assert.Equal(1L << 32, SecurityBits.Log2Floor(2 * huge, huge).Raw);
    }

    [Fact]
    public void Is_a_lower_bound_that_one_more_unit_in_sixteen_bits_would_break()
    {
        // 2^(x/2^16) ≤ a/b  ⇔  2^x · b^(2^16) ≤ a^(2^16): decided without a logarithm.
        Gen<(int A, int B)> quotients =
            from b in Gen.Choose(1, 2000)
            from a in Gen.Choose(b, 4000)
            select (a, b);

        Prop.ForAll(Arb.From(quotients), quotient =>
        {
            long sixteenth = SecurityBits.Log2Floor(quotient.A, quotient.B).Raw >> 16;
            BigInteger a = BigInteger.Pow(quotient.A, 1 << 16);
            BigInteger b = BigInteger.Pow(quotient.B, 1 << 16);
            return b << (int)sixteenth <= a && b << (int)(sixteenth + 1) > a;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(1, 0)]
    [InlineData(-2, -1)]
    public void Refuses_a_quotient_below_one(int numerator, int denominator) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SecurityBits.Log2Floor(numerator, denominator));

    [Theory]
    [InlineData(0, "0.00")]
    [InlineData((100L << 32) - 1, "99.99")]
    [InlineData((100L << 32) + (1L << 28), "100.06")]
    public void Prints_two_decimals_that_are_never_rounded_up(long raw, string expected)
    {
        SecurityBits bits = new(raw);

        Assert.Equal(expected, bits.ToString());
        Assert.Equal((int)(raw >> 32), bits.Whole);
    }

    [Fact]
    public void Orders_by_size()
    {
        SecurityBits small = new(1), large = new(2), alsoLarge = new(2);

        Assert.True(small < large && large > small && large <= alsoLarge && large >= alsoLarge);
        Assert.True(small.CompareTo(large) < 0);
    }
}
