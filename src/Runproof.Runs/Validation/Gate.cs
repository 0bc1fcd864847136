using Runproof.Core.Verdicts;

namespace Runproof.Runs.Validation;

/// <summary>One condition that a deployment has to meet.</summary>
/// <param name="Name">The condition in words.</param>
/// <param name="Status">Whether it is met.</param>
/// <param name="Detail">The measured figure or the reason.</param>
public sealed record Gate(string Name, Verification Status, string Detail);
