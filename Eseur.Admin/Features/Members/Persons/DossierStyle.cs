namespace Eseur.Admin.Features.Members.Persons;

/// <summary>The style of the document that is handed over: it has to look the same without the registry.</summary>
internal static class DossierStyle
{
    public const string Sheet = """
        * { box-sizing: border-box; }
        body { max-width: 52rem; margin: 0 auto; padding: 1.5rem 1.25rem 3rem; font: 16px/1.45 "Roboto", "Segoe UI", "Noto Sans", "DejaVu Sans", system-ui, sans-serif; color: #1c2430; background: #fff; overflow-wrap: break-word; }
        header { margin-bottom: 1.5rem; padding-bottom: 1rem; border-bottom: 2px solid #1f5fbf; }
        h1, h2, h3 { line-height: 1.2; margin: 0; }
        h1 { font-size: 1.5rem; }
        h2 { font-size: 1.125rem; margin-bottom: .625rem; padding-bottom: .25rem; border-bottom: 1px solid #dde3eb; }
        h3 { font-size: 1rem; }
        p { margin: .25rem 0; }
        section { margin-top: 1.75rem; }
        article { margin: .75rem 0; break-inside: avoid; }
        .name { font-size: 1.25rem; font-weight: 600; }
        .quiet { color: #566172; font-weight: 400; }
        .photo { float: right; width: 8rem; max-height: 11rem; object-fit: cover; margin: 0 0 1rem 1rem; border-radius: 8px; }
        dl { display: grid; gap: .25rem; margin: 0; }
        dl div { display: grid; grid-template-columns: minmax(9rem, 16rem) 1fr; gap: .125rem 1rem; }
        dt { color: #566172; }
        dd { margin: 0; }
        dd { min-width: 0; }
        blockquote { margin: .5rem 0; padding: .625rem .875rem; border-left: 3px solid #dde3eb; white-space: pre-line; font-size: .9375rem; }
        ul { margin: .25rem 0; padding-left: 1.25rem; }
        table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
        th, td { padding: .375rem .5rem .375rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid #dde3eb; }
        th { color: #566172; font-weight: 400; }
        @media screen and (max-width: 40rem) {
            thead { display: none; }
            tr { display: block; padding: .5rem 0; border-bottom: 1px solid #dde3eb; }
            td { display: grid; grid-template-columns: 8rem 1fr; gap: .5rem; padding: .125rem 0; border: 0; }
            td::before { content: attr(data-label); color: #566172; }
            dl div { grid-template-columns: 1fr; }
            .photo { width: 6rem; }
        }
        @media print { body { max-width: none; padding: 0; font-size: 12px; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
        """;
}
