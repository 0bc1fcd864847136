using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Files;

/// <summary>What a file of code says as far as it can be told without the other files.</summary>
/// <param name="Content">A digest of its tokens and directives; comments and layout make no difference.</param>
/// <param name="Declares">The names by which other files can reach it: of its types, and of its extension members.</param>
/// <param name="Uses">The names that stand in it.</param>
/// <param name="Namespaces">The namespaces that it declares.</param>
/// <param name="MethodAttributes">The names of the attributes of its methods, as they are written.</param>
/// <param name="Aliases">The names that it gives to other things by <c>using</c>.</param>
/// <param name="IsEverywhere">Whether it may give another meaning to a file that does not name it: by global usings, attributes of the assembly, types of the platform, or
/// extension members that are called without being named.</param>
internal sealed record FileModel(
    Fingerprint Content,
    EquatableArray<string> Declares,
    EquatableArray<string> Uses,
    EquatableArray<string> Namespaces,
    EquatableArray<string> MethodAttributes,
    EquatableArray<string> Aliases,
    bool IsEverywhere)
{
    // The content decides the rest.
    public bool Equals(FileModel? other) => other is not null && Content == other.Content;

    public override int GetHashCode() => Content.GetHashCode();
}
