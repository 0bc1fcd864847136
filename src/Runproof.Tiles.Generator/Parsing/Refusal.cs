using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Why something is no tile or no sequence.</summary>
/// <param name="Rule">The code of the rule that it breaks.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What the message of the rule names.</param>
internal sealed record Refusal(string Rule, Location Location, string[] Arguments);
