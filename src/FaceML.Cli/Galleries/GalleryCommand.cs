namespace FaceML.Cli;

/// <summary><c>faceml gallery …</c>: people enrolled in a file, and who is who among them.</summary>
internal static class GalleryCommand
{
    public static Command Create(ToolTerminal terminal) =>
        new("gallery",
        "People enrolled in a file: create, enroll, identify, verify, list, show, remove, merge, export, import, rekey, audit, stats.")
    {
        GalleryCreateCommand.Create(terminal),
        GalleryEnrollCommand.Create(terminal),
        GalleryIdentifyCommand.Create(terminal),
        GalleryVerifyCommand.Create(terminal),
        GalleryListCommand.Create(terminal),
        GalleryShowCommand.Create(terminal),
        GalleryRemoveCommand.Create(terminal),
        GalleryMergeCommand.Create(terminal),
        GalleryExportCommand.Create(terminal),
        GalleryImportCommand.Create(terminal),
        GalleryRekeyCommand.Create(terminal),
        GalleryAuditCommand.Create(terminal),
        GalleryStatsCommand.Create(terminal),
    };
}
