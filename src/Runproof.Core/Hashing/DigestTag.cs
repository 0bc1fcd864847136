namespace Runproof.Core.Hashing;

/// <summary>The domain of a digest: what kind of content was hashed, in which version of its layout. All of them stand in <see cref="DigestTags"/>.</summary>
public readonly record struct DigestTag
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 64;

    /// <summary>Makes a tag.</summary>
    /// <param name="name">1 to <see cref="MaxNameLength"/> characters of <c>a-z</c>, <c>0-9</c>, <c>.</c> and <c>-</c>.</param>
    /// <param name="version">Version of the layout of the parts; at least 1.</param>
    public DigestTag(string name, byte version)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxNameLength, nameof(name));
        ArgumentOutOfRangeException.ThrowIfZero(version);
        foreach (char c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '-'))
                throw new ArgumentException($"A tag has no character U+{(int)c:x4}.", nameof(name));
        }

        Name = name;
        Version = version;
    }

    /// <summary>The name, such as <c>runproof.object</c>.</summary>
    public string Name { get; }

    /// <summary>The version of the layout of the parts.</summary>
    public byte Version { get; }

    /// <summary>Bytes that the tag takes at the front of what is hashed.</summary>
    internal int PrefixLength => Name is null ? throw new InvalidOperationException("The default tag names no domain.") : Name.Length + 2;

    /// <summary>Name and version, such as <c>runproof.object/1</c>.</summary>
    public override string ToString() => $"{Name}/{Version}";

    /// <summary>Writes length, name and version.</summary>
    /// <returns>The number of bytes written.</returns>
    internal int WritePrefix(Span<byte> destination)
    {
        int length = PrefixLength;
        destination[0] = (byte)Name.Length;
        for (int i = 0; i < Name.Length; i++)
            destination[i + 1] = (byte)Name[i];
        destination[length - 1] = Version;
        return length;
    }
}
