namespace Runproof.Runs.Diff;

/// <summary>One place in which two values of one type differ.</summary>
/// <param name="Path">The place, such as <c>items[3].amount</c>; empty for the whole value.</param>
/// <param name="Left">JSON of what is there on the left; null where nothing is.</param>
/// <param name="Right">JSON of what is there on the right; null where nothing is.</param>
public sealed record FieldDifference(string Path, string? Left, string? Right);
