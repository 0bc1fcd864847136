namespace Runproof.Tiles.Programs;

/// <summary>How the name of a member of a type becomes the name of a field of its schema.</summary>
internal static class FieldName
{
    /// <summary>The name with a small first letter.</summary>
    public static string Of(string member) => char.ToLowerInvariant(member[0]) + member[1..];
}
