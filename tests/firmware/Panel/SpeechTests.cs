// Phrases are spoken one at a time, in order, and bounded.
using Firmware.Tests.World;
using Hub.Core;
using Hub.Core.Panel;

namespace Firmware.Tests.Panel;

public sealed class SpeechTests
{
    [Fact]
    public void Phrases_are_spoken_in_order_each_when_the_one_before_has_ended()
    {
        SoundRecorder speaker = new() { IsSpeaking = true };
        Speech speech = new(speaker);
        Assert.True(speech.Say(Phrase.AlarmReceived));
        Assert.True(speech.Say(Phrase.Cancelled));
        Assert.True(speech.Say(Phrase.AlarmReceived));
        speech.Step(0);
        Assert.Empty(speaker.Spoken);
        Assert.Equal(Limits.SpeechRetryMilliseconds, speech.NextDueAtMilliseconds);
        speaker.IsSpeaking = false;
        speech.Step(100);
        speech.Step(200);
        speech.Step(300);
        Assert.Equal([Phrase.AlarmReceived, Phrase.Cancelled], speaker.Spoken);
        Assert.Equal(long.MaxValue, speech.NextDueAtMilliseconds);
    }

    [Fact]
    public void More_than_the_queue_holds_is_left_out_and_counted()
    {
        Speech speech = new(new SoundRecorder { IsSpeaking = true });
        for (int i = 1; i <= Limits.SpeechCapacity; i++)
        {
            Assert.True(speech.Say((Phrase)i));
        }

        Assert.False(speech.Say((Phrase)100));
        Assert.Equal(1, speech.LeftOutCount);
        Assert.False(new Speech(null).Say(Phrase.Cancelled));
    }
}
