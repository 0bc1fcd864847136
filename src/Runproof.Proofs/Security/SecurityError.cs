namespace Runproof.Proofs.Security;

/// <summary>A refusal of a parameter set.</summary>
/// <param name="Code">Why.</param>
/// <param name="Subject">The parameter or the term that is at fault, such as <c>matrix 0 queries</c>.</param>
/// <param name="Found">What it is.</param>
/// <param name="Expected">What it has to be.</param>
public sealed record SecurityError(SecurityErrorCode Code, string Subject, string Found, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Subject} is {Found}, expected {Expected}";
}
