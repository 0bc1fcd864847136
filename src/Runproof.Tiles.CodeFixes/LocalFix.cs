using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Runproof.Tiles.CodeFixes;

/// <summary>A fix that changes a few places of the document that a diagnostic is in, so that the fixes of several diagnostics go together.</summary>
public abstract class LocalFix : CodeFixProvider
{
    private readonly string _title;

    private protected LocalFix(string rule, string title)
    {
        FixableDiagnosticIds = [rule];
        _title = title;
    }

    /// <inheritdoc />
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, diagnostics) =>
        await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if ((await ChangesAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false)).Count > 0)
                context.RegisterCodeFix(CodeAction.Create(_title, token => FixAsync(context.Document, [diagnostic], token), equivalenceKey: _title), diagnostic);
        }
    }

    /// <summary>The changes that repair a place, in the order of the text; none where it takes a decision.</summary>
    private protected abstract IEnumerable<TextChange> Changes(FixSite site);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        List<TextChange> changes = await ChangesAsync(document, diagnostics, token).ConfigureAwait(false);
        SourceText text = await document.GetTextAsync(token).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(change => change.Span)));
    }

    // Two diagnostics may ask for the same change. What would meet another change is left for the next time.
    private async Task<List<TextChange>> ChangesAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken token)
    {
        List<TextChange> all = [];
        if (await document.GetSemanticModelAsync(token).ConfigureAwait(false) is not { } model)
            return all;
        SyntaxNode root = await model.SyntaxTree.GetRootAsync(token).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            TextChange[] changes = [.. Changes(new FixSite(root, model, diagnostic.Location.SourceSpan, token)).Where(change => !all.Contains(change))];
            if (!changes.Any(change => all.Any(other => Meet(change.Span, other.Span))))
                all.AddRange(changes);
        }

        return all;
    }

    private static bool Meet(TextSpan one, TextSpan other) => (one.Start < other.End && other.Start < one.End) || (one.IsEmpty && one == other);
}
