using FaceML.Identification;

namespace FaceML.Cli;

/// <summary><c>faceml gallery enroll GALLERY IMAGE…</c>: images of one person, or a folder with one folder a person.</summary>
internal static class GalleryEnrollCommand
{
    public static Command Create(ToolTerminal terminal)
    {
        var command = new Command("enroll", "Enroll the faces of images, and say of each why not where not.");
        EnrollArguments asked = new EnrollArguments().AddTo(command);
        GalleryArguments arguments = new GalleryArguments().AddTo(command).AddDecisionTo(command);
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            (string Person, string File)[] wanted = asked.Images(parsed);
            using GalleryWithNetworks open = arguments.Open(parsed, recognition);
            ImageEnrollmentOptions options = asked.Options(parsed);
            PersonChange change = asked.Change(parsed);
            List<ImageEnrollment> all = [];
            await ToolProgress.ForEachAsync(
                terminal, "Enrolling", wanted, one =>
                ImageEnroller.Read(open.Recognizer, one.Person, one.File, options, change, cancellationToken), (_, prepared) =>
            {
                ImageEnrollment done = prepared.EnrollInto(open.Gallery);
                all.Add(done);
                EnrolledView.Write(terminal, done, arguments.AsJson(parsed));
            }, cancellationToken);
            EnrolledView.WriteSummary(terminal, all, open.Gallery);
            return ExitCode.OfImages(all.Count(one => !one.IsEnrolled), all.Count);
        });
        return command;
    }
}
