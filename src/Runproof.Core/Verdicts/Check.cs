using Runproof.Core.Diagnostics;

namespace Runproof.Core.Verdicts;

/// <summary>One thing that was, or was not, checked.</summary>
/// <param name="Name">What was checked, in words, such as <c>every value has the digest that its step records</c>.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Count">How many things the check covered.</param>
/// <param name="Why">The reason, where it did not pass.</param>
public sealed record Check(string Name, Verification Status, int Count = 0, Diagnostic? Why = null);
