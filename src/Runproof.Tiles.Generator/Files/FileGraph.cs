using Runproof.Tiles.Generator.Models;

namespace Runproof.Tiles.Generator.Files;

/// <summary>
/// Finds, by names alone, which files may decide what the tiles and sequences of a file are: those that declare a name that stands in it, those that declare a name that
/// stands in these, and so on. A file outside of that cannot change them, whatever is written there.
/// </summary>
internal sealed class FileGraph
{
    private static readonly string[] Attributes = ["Tile", "TileAttribute", "Sequence", "SequenceAttribute"];

    private readonly IReadOnlyList<FileModel> _files;
    private readonly Dictionary<string, List<int>> _declarers = new(StringComparer.Ordinal);
    private readonly int[]?[] _next;
    private readonly HashSet<string> _globalAliases;
    private readonly int[] _everywhere;
    private readonly Fingerprint _namespaces;

    private FileGraph(IReadOnlyList<FileModel> files)
    {
        _files = files;
        _next = new int[files.Count][];
        _everywhere = [.. Enumerable.Range(0, files.Count).Where(file => files[file].IsEverywhere)];
        _globalAliases = new HashSet<string>(_everywhere.SelectMany(file => files[file].Aliases), StringComparer.Ordinal);
        _namespaces = Fingerprint.Of(string.Join("\n", files.SelectMany(file => file.Namespaces).Distinct().OrderBy(name => name, StringComparer.Ordinal)));
        for (int file = 0; file < files.Count; file++)
        {
            foreach (string name in files[file].Declares)
            {
                if (!_declarers.TryGetValue(name, out List<int> declarers))
                    _declarers.Add(name, declarers = []);
                declarers.Add(file);
            }
        }
    }

    /// <summary>The files that may have tiles or sequences, each with a fingerprint of all that decides what they are.</summary>
    public static EquatableArray<TileFile> Find(IReadOnlyList<FileModel> files, CancellationToken cancellation)
    {
        var graph = new FileGraph(files);
        var found = new List<TileFile>();
        for (int file = 0; file < files.Count; file++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (graph.MayHaveTiles(files[file]))
                found.Add(new TileFile(file, graph.Reach(file)));
        }

        return new([.. found]);
    }

    private bool MayHaveTiles(FileModel file) =>
        file.MethodAttributes.Any(name => Attributes.Contains(name) || file.Aliases.Contains(name) || _globalAliases.Contains(name));

    private Fingerprint Reach(int start)
    {
        var seen = new bool[_files.Count];
        var waiting = new Stack<int>();
        Fingerprint all = _namespaces;
        Visit(start);
        foreach (int file in _everywhere)
            Visit(file);
        while (waiting.Count > 0)
        {
            foreach (int file in Next(waiting.Pop()))
                Visit(file);
        }

        return all;

        void Visit(int file)
        {
            if (seen[file])
                return;
            seen[file] = true;
            all += _files[file].Content;
            waiting.Push(file);
        }
    }

    private int[] Next(int file) =>
        _next[file] ??= [.. _files[file].Uses.SelectMany(name => _declarers.TryGetValue(name, out List<int> declarers) ? declarers : []).Distinct()];
}
