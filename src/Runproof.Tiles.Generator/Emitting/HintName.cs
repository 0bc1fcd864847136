namespace Runproof.Tiles.Generator.Emitting;

/// <summary>Names of generated files. The compiler compares them without regard to case, C# does not compare names so: a hash keeps them apart.</summary>
internal static class HintName
{
    /// <summary>The name of the file for something.</summary>
    /// <param name="name">Its full name.</param>
    public static string Of(string name) => $"{name}.{Hash(name):x8}.g.cs";

    /// <summary>FNV-1a of the characters, to tell names apart.</summary>
    public static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text)
            hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }
}
