using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Runproof.Tiles.CodeFixes;
using Runproof.Tiles.Generator.Tests.Generating;

namespace Runproof.Tiles.Generator.Tests.Fixing;

/// <summary>A file that an editor has repaired, and what the editor called that; the same text and no name where it offered nothing.</summary>
internal sealed record Fixed(string Text, string Title)
{
    /// <summary>All fixes, by the rules that they repair.</summary>
    public static readonly ImmutableSortedDictionary<string, CodeFixProvider> ByRule = typeof(LocalFix).Assembly.GetTypes()
        .Where(type => type is { IsAbstract: false } && type.IsSubclassOf(typeof(CodeFixProvider)) && type.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
        .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!).ToImmutableSortedDictionary(fix => fix.FixableDiagnosticIds.Single(), fix => fix, StringComparer.Ordinal);

    // The compilation is there from the start, so that each document only adds to it.
    private static readonly Lazy<Task<Project>> Empty = new(async () =>
    {
        Project project = new AdhocWorkspace().AddProject(Compiled.ProjectOf("Some.Assembly"));
        await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        return project;
    });

    /// <summary>Repairs one place.</summary>
    public static Task<Fixed> One(string text, Diagnostic diagnostic) => Apply(text, async document =>
    {
        List<CodeAction> actions = [];
        await ByRule[diagnostic.Id].RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions.SingleOrDefault();
    });

    /// <summary>Repairs all places where a file breaks one rule.</summary>
    public static Task<Fixed> All(string text, string rule, Diagnostic[] found) => Apply(text, document =>
    {
        CodeFixProvider fix = ByRule[rule];
        var context = new FixAllContext(document, fix, FixAllScope.Document, null!, [rule], new Found([.. found.Where(diagnostic => diagnostic.Id == rule)]), TestContext.Current.CancellationToken);
        return fix.GetFixAllProvider()!.GetFixAsync(context);
    });

    private static async Task<Fixed> Apply(string text, Func<Document, Task<CodeAction?>> choose)
    {
        Document document = (await Empty.Value).AddDocument("File.cs", SourceText.From(text));
        if (await choose(document) is not { } action)
            return new Fixed(text, "");
        ImmutableArray<CodeActionOperation> operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        Document changed = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations)).ChangedSolution.GetDocument(document.Id)!;
        return new Fixed((await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString(), action.Title);
    }

    private sealed class Found(Diagnostic[] all) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(all);
    }
}
