using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Runproof.Proofs.Security;

/// <summary>The proven bits of a parameter set, term by term. Unit: classical bits in the random-oracle model.</summary>
/// <param name="Terms">Every term that can fail, in a fixed order.</param>
/// <param name="Weakest">The first of the terms with the fewest bits; it decides.</param>
/// <param name="Union">The bits of the sum of all errors: what the proof keeps as an interactive one.</param>
public sealed record SecurityReport(ImmutableArray<SecurityTerm> Terms, SecurityTerm Weakest, SecurityBits Union)
{
    /// <summary>The bits of the weakest term: what a proof without interaction keeps per hash evaluation of a cheat.</summary>
    public SecurityBits Minimum => Weakest.Bits;

    /// <summary>The bits of the sum of all errors of several proofs: what all of them together keep as interactive ones.</summary>
    /// <param name="reports">The reports of the proofs; at least one.</param>
    public static SecurityBits UnionOf(IEnumerable<SecurityReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return reports.SelectMany(report => report.Terms).Aggregate(SoundnessError.Zero, (sum, term) => sum + term.Error).ToBits();
    }

    /// <summary>Whether every term reaches a profile, decided on exact fractions.</summary>
    /// <param name="profile">The profile wanted.</param>
    /// <param name="error"><see cref="SecurityErrorCode.Weak"/>, naming the weakest term.</param>
    public bool TryMeet(SecurityProfile profile, [NotNullWhen(false)] out SecurityError? error)
    {
        int bits = (int)profile;
        error = Weakest.Error.IsAtMost(bits)
            ? null
            : new(SecurityErrorCode.Weak, Weakest.Name, $"{Weakest.Bits} bits", $"at least {bits.ToString(CultureInfo.InvariantCulture)} bits");
        return error is null;
    }
}
