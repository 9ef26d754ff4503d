namespace FaceML.Saving;

/// <summary>What goes into a saved pipeline beside the pipeline.</summary>
public sealed class SaveOptions
{
    /// <summary>
    /// Leave networks out that the catalog has, and refer to them by their hash: a small file, which only loads where
    /// the same networks are in the catalog. The default value is <see langword="false"/>: the file stands on its own.
    /// </summary>
    public bool ReferenceNetworks { get; set; }

    /// <summary>The card's heading. The default value is <c>Face pipeline</c>.</summary>
    public string Title { get; set; } = "Face pipeline";

    /// <summary>What it is for and what it is not for, in Markdown. The default value is null: nothing is said.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// What it was fitted on, in Markdown: data set, protocol, version, terms. The default value is null: the card says that it is not
    /// stated.
    /// </summary>
    public string? FittedOn { get; set; }

    /// <summary>Figures that were measured with it, and how; in the order given. The default value is an empty list.</summary>
    public IReadOnlyList<SavedFigure> Figures { get; set; } = [];
}
