namespace Runproof.Tiles.Generator.Parsing;

/// <summary>Why a type has no schema.</summary>
/// <param name="Rule">The code of the rule that it breaks.</param>
/// <param name="Reason">The reason, as the end of a sentence.</param>
internal sealed record TypeRefusal(string Rule, string Reason);
