using Microsoft.CodeAnalysis;

namespace Runproof.Tiles.Generator.Parsing;

/// <summary>A declaration of user code.</summary>
/// <param name="Tokens">Its tokens with one space between.</param>
/// <param name="Reached">The declarations that it reaches, each with the name of what is declared.</param>
/// <param name="Packages">Name and version of the packages that it reaches.</param>
internal sealed record Declaration(string Tokens, IReadOnlyList<(string Key, SyntaxNode Node)> Reached, IReadOnlyCollection<string> Packages);
