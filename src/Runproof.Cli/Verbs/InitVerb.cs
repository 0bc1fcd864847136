using System.CommandLine;
using System.Globalization;
using System.Reflection;
using Runproof.Cli.Errors;
using Runproof.Cli.Rendering;
using Runproof.Cli.Templates;

namespace Runproof.Cli.Verbs;

/// <summary><c>init NAME</c>: makes a project of tiles with a program and its tests.</summary>
internal sealed class InitVerb : Verb
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the project, a namespace such as My.Tiles" };
    private readonly Option<string> _output = new("--output", "-o") { Description = "Folder for the project (default: one of its name)", HelpName = "DIR" };
    private readonly Option<string> _source = new("--source") { Description = "Folder with the packages of Runproof (default: the configured sources)", HelpName = "DIR" };

    /// <summary>Declares the arguments.</summary>
    public InitVerb()
        : base("init", "Make a project of tiles with a program and its tests")
    {
        Add(_name);
        Add(_output);
        Add(_source);
    }

    /// <inheritdoc />
    public override IReadOnlyList<(string Arguments, string Does)> Examples =>
    [
        ("init My.Tiles", "a project in the folder My.Tiles"),
        ("init My.Tiles --source packages", "with packages that dotnet pack has left in a folder"),
    ];

    /// <inheritdoc />
    public override async Task<int> RunAsync(ParseResult arguments, Output output, CancellationToken cancellationToken)
    {
        string name = arguments.GetRequiredValue(_name);
        if (!IsNamespace(name))
            throw UsageError.Of(_name.Name, $"'{name}' is no namespace of C#", "letters, digits and points, such as My.Tiles");
        string folder = Path.GetFullPath(arguments.GetValue(_output) ?? name);
        if (Path.Exists(folder) && (!Directory.Exists(folder) || Directory.EnumerateFileSystemEntries(folder).Any()))
            throw UsageError.Of(_output.Name, $"'{folder}' is there already, and not empty", "a folder that is empty or does not exist");
        string? source = arguments.GetValue(_source) is { } given ? Path.GetFullPath(given) : null;
        if (source is not null && !Directory.Exists(source))
            throw new DirectoryNotFoundException($"Could not find '{source}'.");

        var files = TileTemplate.Fill(name, Version, source).ToArray();
        foreach ((string path, string content) in files)
        {
            string file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, content, cancellationToken);
        }

        Write(output, name, folder, [.. files.Select(file => file.Path)]);
        return 0;
    }

    /// <summary>The version of this program, without what it was built from.</summary>
    private static string Version => typeof(InitVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static void Write(Output output, string name, string folder, string[] files)
    {
        if (output.IsJson)
        {
            output.Json("runproof.init/1", json =>
            {
                json.WriteString("name", name);
                json.WriteString("folder", folder);
                json.WriteStartArray("files");
                foreach (string file in files)
                    json.WriteStringValue(file);
                json.WriteEndArray();
            });
            return;
        }

        output.Text.WriteLine($"{Printable.Of(name)}: {files.Length.ToString(CultureInfo.InvariantCulture)} files");
        output.Text.WriteLine($"next: cd {Printable.Of(Path.GetRelativePath(Environment.CurrentDirectory, folder))} && dotnet test, then runproof run src/{Printable.Of(name)} --input input.json");
    }

    private static bool IsNamespace(string name) => name.Length <= 100 && name.Split('.').All(part =>
        part.Length > 0 && (char.IsAsciiLetter(part[0]) || part[0] == '_') && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));
}
