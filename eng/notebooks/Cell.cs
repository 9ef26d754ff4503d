namespace FaceML.Notebooks;

/// <summary>A cell: Markdown or C#.</summary>
internal sealed record Cell(bool IsCode, string Text)
{
    /// <summary>What the cell printed and showed, in that order.</summary>
    public IReadOnlyList<CellOutput> Outputs { get; init; } = [];
}

/// <summary>What a cell printed (text without a type) or showed (text of a MIME type).</summary>
internal sealed record CellOutput(string? MimeType, string Text);
