using Runproof.Core.Diagnostics;

namespace Runproof.Verifier.Disputes;

/// <summary>What evidence shows about a claim.</summary>
/// <param name="Code">Why it shows nothing; null where the claim is false.</param>
/// <param name="Message">What it shows, or why it shows nothing, in words.</param>
public readonly record struct FraudFinding(ErrorCode? Code, string Message)
{
    /// <summary>Whether the claim is false.</summary>
    public bool IsShown => Code is null;
}
