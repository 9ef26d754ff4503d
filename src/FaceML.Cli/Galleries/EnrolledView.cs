using FaceML.Identification;

namespace FaceML.Cli;

/// <summary>Prints what became of images to enroll, and why not where not.</summary>
internal static class EnrolledView
{
    public static void Write(ToolTerminal terminal, ImageEnrollment done, bool asJson)
    {
        if (asJson)
        {
            GalleryArguments.WriteJson(terminal, EnrolledJson.From(done));
        }
        else
        {
            string why = done.Status == ImageEnrollmentStatus.Enrolled ? "" : $"\t{done.Message}";
            terminal.Output.WriteLine($"{done.File}\t{done.PersonId}\t{Words(done.Status)}{why}");
        }
    }

    public static void WriteSummary(ToolTerminal terminal, IReadOnlyList<ImageEnrollment> all, Gallery gallery)
    {
        string reasons = string.Concat(all.Where(one => one.Status != ImageEnrollmentStatus.Enrolled)
            .GroupBy(one => one.Status).OrderBy(of => of.Key).Select(of => $", {of.Count()} {Words(of.Key)}"));
        terminal.Remark(
            $"{all.Count(one => one.Status == ImageEnrollmentStatus.Enrolled)} of {all.Count} images enrolled{reasons}; the "
                + $"gallery holds {gallery.TemplateCount:N0} templates of {gallery.PersonCount:N0} people.");
    }

    private static string Words(ImageEnrollmentStatus status) => status switch
    {
        ImageEnrollmentStatus.AlreadyEnrolled => "already enrolled",
        ImageEnrollmentStatus.Duplicate => "duplicate",
        ImageEnrollmentStatus.LowQuality => "low quality",
        ImageEnrollmentStatus.NoFace => "no face",
        ImageEnrollmentStatus.SeveralFaces => "several faces",
        ImageEnrollmentStatus.TooSmall => "too small",
        ImageEnrollmentStatus.NotAligned => "not aligned",
        ImageEnrollmentStatus.Unreadable => "unreadable",
        _ => "enrolled",
    };
}
