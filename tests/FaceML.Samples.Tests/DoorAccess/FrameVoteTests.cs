using DoorAccess;
using FaceML.Galleries;

namespace FaceML.Samples.Tests.DoorAccess;

/// <summary>Frames become decisions only together.</summary>
[TestClass]
public sealed class FrameVoteTests
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(10);
    private static readonly Person Anna = Known(1, "anna"), Ben = Known(2, "ben");

    [TestMethod]
    public void a_person_is_let_in_when_as_many_frames_as_asked_agree()
    {
        Verdict[] verdicts = Decide(Of(Anna), Of(Sight.Unclear), Of(Anna), Of(Anna));

        Assert.AreEqual(DoorDecision.LetIn, verdicts.Single().Decision);
        Assert.AreEqual("anna", verdicts[0].Person!.Id);
        Assert.HasCount(3, verdicts[0].Frames);
    }

    [TestMethod]
    public void frames_of_two_people_do_not_add_up() =>
        Assert.AreEqual(DoorDecision.CannotDecide, Decide(Of(Anna), Of(Ben), Of(Anna), Of(Ben), Of(Sight.Stranger)).Single().Decision);

    [TestMethod]
    public void frames_before_somebody_left_do_not_count_for_who_comes_next()
    {
        Verdict[] verdicts = Decide(Of(Anna), Of(Anna), Of(Sight.NoFace), Of(Anna));

        Assert.HasCount(2, verdicts);
        Assert.IsTrue(verdicts.All(verdict => verdict.Decision == DoorDecision.CannotDecide));
    }

    [TestMethod]
    public void frames_long_apart_are_of_two_visits()
    {
        var vote = new FrameVote(2, 5, Gap);
        DateTimeOffset start = DateTimeOffset.UnixEpoch;

        Assert.IsEmpty(vote.Add(Of(Anna), start));
        Assert.AreEqual(DoorDecision.CannotDecide, vote.Add(Of(Anna), start + Gap * 2).Single().Decision);
        Assert.AreEqual(DoorDecision.LetIn, vote.Add(Of(Anna), start + Gap * 2.5).Single().Decision);
    }

    [TestMethod]
    public void one_frame_that_is_not_live_refuses_whoever_the_others_show() =>
        Assert.AreEqual(DoorDecision.Refused, Decide(Of(Anna), Of(Anna), Of(Sight.NotLive)).Single().Decision);

    private static Verdict[] Decide(params Observation[] frames)
    {
        var vote = new FrameVote(3, 5, Gap);
        return [.. frames.SelectMany(frame => vote.Add(frame, DateTimeOffset.UnixEpoch).ToArray()), .. vote.End()];
    }

    private static Person Known(long key, string id) =>
        new() { Key = key, Id = id, Created = DateTimeOffset.UnixEpoch, Templates = [] };

    private static Observation Of(Person person) => new("frame", Sight.Enrolled, person.DisplayName) { Person = person };

    private static Observation Of(Sight sight) => new("frame", sight, sight.ToString());
}
