"""Where a session plays: its device, how that fares, and what is recorded of it."""

import os
import threading

from krach import _core
from krach._core import Status
from krach.loading import Loads


class Playing:
    """What a session can do with its device."""

    _core: _core.Core
    _loads: Loads
    _one_at_a_time: threading.RLock

    def start(
        self,
        device: str = "",
        *,
        sample_rate: int = 48000,
        block_size: int = 128,
        inputs: int | None = None,
        seed: int = 1,
    ) -> None:
        """Play on a device; what is asked for from now on is heard at once.

        From the start, or, if it plays already, on from where it is.

        `device` is any unambiguous part of a name that `krach devices` lists; without one it is
        the default output, or a silent clock where there is no sound card. `inputs`: see kr.inputs.
        """
        options = (device, sample_rate, block_size, inputs, seed)
        with self._one_at_a_time:
            if self._loads.running:  # once the file has run, and only if nothing plays
                self._loads.start = lambda: self._core.start(*options)
                return
            self._core.start(*options)

    @property
    def device(self) -> str:
        """The name of the device that plays; another one takes over without a break.

        kr.device = "jack" takes any unambiguous part of a name in kr.devices. If it cannot be
        opened, that is an error, and the one before plays on.
        """
        return self.status.device

    @device.setter
    def device(self, name: str) -> None:
        self._change_device(name)

    @property
    def sample_rate(self) -> int:
        """In Hz. At another rate the music goes on from where it is; what sounds fades out."""
        return self.status.sample_rate

    @sample_rate.setter
    def sample_rate(self, rate: int) -> None:
        self._change_device(sample_rate=rate)

    @property
    def block_size(self) -> int:
        """In frames, 1 to 8192; a server may insist on its own."""
        return self.status.block_size

    @block_size.setter
    def block_size(self, frames: int) -> None:
        self._change_device(block_size=frames)

    @property
    def inputs(self) -> int:
        """How many channels are heard, for kr.input(): of a JACK server all, of a card none.

        kr.inputs = 2 hears two, of a microphone for example.
        """
        return self.status.inputs

    @inputs.setter
    def inputs(self, channels: int) -> None:
        self._change_device(inputs=channels)

    @property
    def devices(self) -> list[str]:
        """The names of the devices there are now where the session is; the last is "null"."""
        with self._one_at_a_time:
            return self._core.devices()

    def _change_device(
        self,
        device: str | None = None,
        sample_rate: int | None = None,
        block_size: int | None = None,
        inputs: int | None = None,
    ) -> None:
        with self._one_at_a_time:
            if self._loads.running:  # as start
                before = self._loads.start

                def start() -> None:
                    if before is not None:
                        before()
                    self._core.change_device(device, sample_rate, block_size, inputs)

                self._loads.start = start
                return
            self._core.change_device(device, sample_rate, block_size, inputs)

    def record(self, path: str | os.PathLike[str] | None, *, overwrite: bool = False) -> None:
        """Write what is heard into a WAV file from here on; None ends it.

        The samples are those that leave for the device, in 32-bit floats. The file can be read
        while it grows, and after a crash up to its last second; one that is there already is an
        error unless `overwrite`. At another sample rate, or on a full disk, the recording ends,
        and the music goes on: kr.status.recording_trouble tells why.
        """
        with self._one_at_a_time:
            self._core.record(None if path is None else os.path.abspath(path), overwrite)

    def stop_device(self) -> None:
        """Fade out and close the device."""
        with self._one_at_a_time:
            self._core.stop_device()

    @property
    def status(self) -> Status:
        """How the device fares: position, load, peak, xruns."""
        with self._one_at_a_time:  # not while the device opens or closes
            return self._core.status()
